import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A leader's PostgreSQL, as far as a look asks it: a login by SCRAM-SHA-256 that lets everybody in,
 * and then one row to each query.
 */
final class PostgresAnswers implements AutoCloseable {
  /** The one that the client must know, to believe that this is the server. */
  static final String PASSWORD = "rehearsal";

  private static final int TLS_WANTED = 80877103;
  private static final int TEXT = 25;
  private static final byte[] SALT = "a salt for this!".getBytes(UTF_8);
  private static final int ITERATIONS = 4096;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  /** Answers on loopback. */
  PostgresAnswers() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException gone) {
        // The next one is answered.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (opening(in) == TLS_WANTED) {
        out.writeByte('N');
      }
      logIn(in, out);
      while (in.readByte() == 'Q') {
        String query = new String(rest(in), UTF_8);
        if (query.startsWith("SELECT")) {
          row(out, columns(query));
        }
        send(out, 'C', query.startsWith("SELECT") ? "SELECT 1\0" : "SET\0");
        send(out, 'Z', "I");
      }
    } catch (IOException | GeneralSecurityException gone) {
      // The next one is answered.
    }
  }

  private static int opening(DataInputStream in) throws IOException {

    return ByteBuffer.wrap(rest(in)).getInt();
  }

  private static byte[] rest(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt() - Integer.BYTES);
  }

  /** RFC 5802, of which only the server's own proof is made. */
  private static void logIn(DataInputStream in, DataOutputStream out)
      throws IOException, GeneralSecurityException {
    send(out, 'R', "\0\0\0\nSCRAM-SHA-256\0\0");
    in.readByte();
    String first = new String(rest(in), UTF_8);
    String bare = first.substring(first.indexOf("n="));
    String nonce = bare.substring(bare.indexOf("r=")) + "server";
    String challenge =
        nonce + ",s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
    send(out, 'R', "\0\0\0\13" + challenge);
    in.readByte();
    String last = new String(rest(in), UTF_8);
    String said = bare + "," + challenge + "," + last.substring(0, last.indexOf(",p="));
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), SALT, ITERATIONS, 256))
            .getEncoded();
    byte[] proof = hmac(hmac(salted, "Server Key"), said);
    send(out, 'R', "\0\0\0\14v=" + Base64.getEncoder().encodeToString(proof));
    send(out, 'R', "\0\0\0\0");
    send(out, 'S', "server_version\00015.18\0");
    send(out, 'S', "client_encoding\0UTF8\0");
    send(out, 'S', "DateStyle\0ISO, MDY\0");
    send(out, 'S', "TimeZone\0UTC\0");
    send(out, 'S', "integer_datetimes\0on\0");
    send(out, 'S', "standard_conforming_strings\0on\0");
    send(out, 'K', "\0\0\0\1\0\0\0\1");
    send(out, 'Z', "I");
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static Map<String, String> columns(String query) {
    Map<String, String> row = new LinkedHashMap<>();
    if (query.contains("pg_ls_waldir")) {
      row.put("oldest", "0000000000000004");
    } else if (query.contains("pg_replication_slots")) {
      row.put("slot_name", "n2");
      row.put("physical", "t");
      row.put("active", "t");
      row.put("restart", "67108960");
      row.put("wal_status", "reserved");
      row.put("safe_wal_size", "1000000000");
    } else {
      row.put("timeline", "00000001");
      row.put("standby", "f");
      row.put("written", "67108960");
      row.put("read_at", "1795387509.123456");
      row.put("slot_cap", "1073741824");
      row.put("keep_size", "134217728");
    }
    row.put("segment_size", "16777216");
    return row;
  }

  private static void row(DataOutputStream out, Map<String, String> columns) throws IOException {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    DataOutputStream description = new DataOutputStream(names);
    DataOutputStream data = new DataOutputStream(values);
    description.writeShort(columns.size());
    data.writeShort(columns.size());
    for (Map.Entry<String, String> column : columns.entrySet()) {
      description.write((column.getKey() + "\0").getBytes(UTF_8));
      description.writeInt(0);
      description.writeShort(0);
      description.writeInt(TEXT);
      description.writeShort(-1);
      description.writeInt(-1);
      description.writeShort(0);
      data.writeInt(column.getValue().length());
      data.write(column.getValue().getBytes(UTF_8));
    }
    send(out, 'T', names.toByteArray());
    send(out, 'D', values.toByteArray());
  }

  private static void send(DataOutputStream out, char kind, String body) throws IOException {
    send(out, kind, body.getBytes(UTF_8));
  }

  private static void send(DataOutputStream out, char kind, byte[] body) throws IOException {
    out.writeByte(kind);
    out.writeInt(body.length + Integer.BYTES);
    out.write(body);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
