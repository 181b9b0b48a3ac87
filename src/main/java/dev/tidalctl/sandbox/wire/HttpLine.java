package dev.tidalctl.sandbox.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One connection of an {@link HttpPeer}: one exchange at a time, read against a deadline. */
final class HttpLine implements AutoCloseable {
  private static final int MAX_HEAD_BYTES = 16 << 10;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[8 << 10];
  private int filled;
  private int taken;
  private boolean keepOpen;
  private volatile long lastUsed = System.nanoTime();

  private HttpLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  @SuppressWarnings("AddressSelection") // loopback literals only
  static HttpLine connect(String host, int port, long deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), millisUntil(deadline));
      return new HttpLine(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** System.nanoTime of the end of the last exchange. */
  long lastUsed() {
    return lastUsed;
  }

  /** Whether the last exchange ended cleanly and the server keeps the connection. */
  boolean keepsOpen() {
    return keepOpen;
  }

  Reply exchange(byte[] head, byte[] body, long deadline) throws IOException {
    keepOpen = false;
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    out.write(request);
    String statusLine = headLine(deadline);
    int status = Integer.parseInt(statusLine.substring(9, 12));
    int length = 0;
    String contentType = "";
    boolean serverCloses = false;
    for (String line = headLine(deadline); !line.isEmpty(); line = headLine(deadline)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Content-Length")) {
        length = Integer.parseInt(value);
      } else if (name.equalsIgnoreCase("Content-Type")) {
        contentType = value;
      } else if (name.equalsIgnoreCase("Connection")) {
        serverCloses = value.equalsIgnoreCase("close");
      }
    }
    byte[] answer = body(length, deadline);
    lastUsed = System.nanoTime();
    keepOpen = !serverCloses && taken == filled;
    return new Reply(status, contentType, answer);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The connection is given up either way.
    }
  }

  private String headLine(long deadline) throws IOException {
    int from = taken;
    while (true) {
      for (int i = from; i + 1 < filled; i++) {
        if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
          String line = new String(buffer, taken, i - taken, StandardCharsets.ISO_8859_1);
          taken = i + 2;
          return line;
        }
      }
      from = Math.max(taken, filled - 1);
      if (filled - taken > MAX_HEAD_BYTES) {
        throw new IOException("the head of the answer is too long");
      }
      from -= fill(deadline);
    }
  }

  private byte[] body(int length, long deadline) throws IOException {
    byte[] body = new byte[length];
    int have = Math.min(length, filled - taken);
    System.arraycopy(buffer, taken, body, 0, have);
    taken += have;
    while (have < length) {
      socket.setSoTimeout(millisUntil(deadline));
      int got = in.read(body, have, length - have);
      if (got < 0) {
        throw new EOFException("the connection ended within the answer");
      }
      have += got;
    }
    return body;
  }

  /** Reads more into the buffer; returns by how much what is there was moved to the front. */
  private int fill(long deadline) throws IOException {
    int moved = taken;
    if (moved > 0) {
      System.arraycopy(buffer, taken, buffer, 0, filled - taken);
      filled -= moved;
      taken = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    socket.setSoTimeout(millisUntil(deadline));
    int got = in.read(buffer, filled, buffer.length - filled);
    if (got < 0) {
      throw new EOFException("the connection ended before the answer");
    }
    filled += got;
    return moved;
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("the time for this call is over");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
