package dev.tidalctl.testing.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidalctl.testing.TlsServer;
import dev.tidalctl.topology.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks PostgreSQL's protocol, version 3, and answers queries as it was told. */
public final class ScriptedPostgres implements AutoCloseable {
  private static final int SSL = 80_877_103;
  private static final int TEXT = 25;
  private static final int POLL_MILLIS = 10;

  private final Optional<TlsServer> tls;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Answer> script = new LinkedHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final BlockingQueue<String> startups = new LinkedBlockingQueue<>();
  private final AtomicInteger logins = new AtomicInteger();
  private volatile Optional<String> password = Optional.empty();

  /** Listens at a free port of the loopback address, without TLS. */
  public ScriptedPostgres() throws IOException {
    this(Optional.empty());
  }

  /** The same, over TLS for whoever asks for it. */
  public ScriptedPostgres(TlsServer tls) throws IOException {
    this(Optional.of(tls));
  }

  private ScriptedPostgres(Optional<TlsServer> tls) throws IOException {
    this.tls = tls;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it is. */
  public HostPort address() {
    return new HostPort("127.0.0.1", listening.getLocalPort());
  }

  /** Asks for this password, in clear. */
  public void wantPassword(String wanted) {
    password = Optional.of(wanted);
  }

  /** Answers queries that hold {@code part}, unless an earlier part fits. */
  public void answer(String part, Answer answer) {
    script.put(part, answer);
  }

  /** The settings that each login so far came with. */
  public List<String> startups() {
    return List.copyOf(startups);
  }

  /** How many have logged in. */
  public int logins() {
    return logins.get();
  }

  /** Waits until so many have logged in. */
  public void awaitLogins(int wanted) throws InterruptedException {
    while (logins.get() < wanted) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Waits until no connection is open. */
  public void awaitNobody() throws InterruptedException {
    while (!open.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Ends every connection. */
  public void cut() {
    open.forEach(ScriptedPostgres::end);
  }

  @Override
  public void close() throws IOException {
    ended.countDown();
    listening.close();
    cut();
  }

  /** What a query gets. */
  public sealed interface Answer {
    /** Rows of text; NULL is null. */
    record Rows(List<String> columns, List<List<String>> rows) implements Answer {}

    /** An error. */
    record Failure(String code, String message) implements Answer {}

    /** Nothing, for ever. */
    record Silence() implements Answer {}

    /** Notices, one after the other, for ever. */
    record Drip() implements Answer {}

    /** The end of the connection. */
    record HangUp() implements Answer {}
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] first = startup(in);
      while (asksForTls(first)) {
        out.writeByte(tls.isPresent() ? 'S' : 'N');
        if (tls.isPresent()) {
          Socket secured = tls.get().accepted(socket);
          in = new DataInputStream(secured.getInputStream());
          out = new DataOutputStream(secured.getOutputStream());
        }
        first = startup(in);
      }
      converse(first, in, out);
    } catch (IOException | InterruptedException gone) {
      Thread.interrupted();
    } finally {
      open.remove(socket);
    }
  }

  private void converse(byte[] startup, DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    if (login(startup, in, out)) {
      while (query(in, out)) {
        out.flush();
      }
    }
  }

  private boolean login(byte[] startup, DataInputStream in, DataOutputStream out)
      throws IOException {
    startups.add(
        new String(startup, Integer.BYTES, startup.length - Integer.BYTES, UTF_8)
            .replace('\0', ' '));
    if (password.isPresent()) {
      message(out, 'R', body -> body.writeInt(3));
      out.flush();
      in.readByte();
      byte[] said = new byte[in.readInt() - 4];
      in.readFully(said);
      if (!new String(said, 0, said.length - 1, UTF_8).equals(password.get())) {
        error(out, "28P01", "password authentication failed");
        out.flush();
        return false;
      }
    }
    logins.incrementAndGet();
    message(out, 'R', body -> body.writeInt(0));
    for (List<String> setting :
        List.of(
            List.of("server_version", "15.6"),
            List.of("client_encoding", "UTF8"),
            List.of("DateStyle", "ISO, MDY"),
            List.of("integer_datetimes", "on"),
            List.of("standard_conforming_strings", "on"))) {
      message(
          out,
          'S',
          body -> {
            text(body, setting.getFirst());
            text(body, setting.getLast());
          });
    }
    ready(out);
    out.flush();
    return true;
  }

  private static byte[] startup(DataInputStream in) throws IOException {
    byte[] message = new byte[in.readInt() - Integer.BYTES];
    in.readFully(message);
    return message;
  }

  private static boolean asksForTls(byte[] startup) {
    return ByteBuffer.wrap(startup).getInt() == SSL;
  }

  private boolean query(DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    int kind = in.read();
    if (kind != 'Q') {
      return false;
    }
    byte[] bytes = new byte[in.readInt() - 4];
    in.readFully(bytes);
    String query = new String(bytes, UTF_8);
    Answer answer =
        script.entrySet().stream()
            .filter(each -> query.contains(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(new Answer.Rows(List.of(), List.of()));
    switch (answer) {
      case Answer.Rows rows -> rows(out, rows);
      case Answer.Failure(String code, String message) -> {
        error(out, code, message);
        ready(out);
      }
      case Answer.Silence() -> ended.await();
      case Answer.Drip() -> {
        while (ended.getCount() > 0) {
          message(out, 'S', body -> List.of("tick", "tock").forEach(word -> text(body, word)));
          out.flush();
        }
      }
      case Answer.HangUp() -> {
        return false;
      }
    }
    return true;
  }

  private static void rows(DataOutputStream out, Answer.Rows rows) throws IOException {
    if (!rows.columns().isEmpty()) {
      message(
          out,
          'T',
          body -> {
            body.writeShort(rows.columns().size());
            for (String column : rows.columns()) {
              text(body, column);
              body.writeInt(0);
              body.writeShort(0);
              body.writeInt(TEXT);
              body.writeShort(-1);
              body.writeInt(-1);
              body.writeShort(0);
            }
          });
    }
    for (List<String> row : rows.rows()) {
      message(
          out,
          'D',
          body -> {
            body.writeShort(row.size());
            for (String value : row) {
              boolean none = value.equals("NULL");
              byte[] bytes = value.getBytes(UTF_8);
              body.writeInt(none ? -1 : bytes.length);
              body.write(none ? new byte[0] : bytes);
            }
          });
    }
    message(out, 'C', body -> text(body, "SELECT " + rows.rows().size()));
    ready(out);
  }

  private static void error(DataOutputStream out, String code, String words) throws IOException {
    message(
        out,
        'E',
        body -> {
          text(body, "SERROR");
          text(body, "VERROR");
          text(body, "C" + code);
          text(body, "M" + words);
          body.writeByte(0);
        });
  }

  private static void ready(DataOutputStream out) throws IOException {
    message(out, 'Z', body -> body.writeByte('I'));
  }

  private static void message(DataOutputStream out, char kind, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.write(new DataOutputStream(bytes));
    out.writeByte(kind);
    out.writeInt(bytes.size() + 4);
    out.write(bytes.toByteArray());
  }

  private static void text(DataOutputStream body, String words) {
    try {
      body.write(words.getBytes(UTF_8));
      body.writeByte(0);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // It was to be closed anyway.
    }
  }

  @FunctionalInterface
  private interface Body {
    void write(DataOutputStream to) throws IOException;
  }
}
