package dev.tidalctl.sandbox.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;

/** One connection of an {@link HttpPeer}: one exchange at a time, read against a deadline. */
final class HttpLine implements AutoCloseable {
  private final Socket socket;
  private final HttpInput in;
  private boolean keepOpen;
  private volatile long lastUsed = System.nanoTime();

  private HttpLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new HttpInput(socket);
  }

  @SuppressWarnings("AddressSelection") // loopback literals only
  static HttpLine connect(String host, int port, long deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), HttpInput.millisUntil(deadline));
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
    socket.getOutputStream().write(request);
    String statusLine =
        in.startLine(deadline)
            .orElseThrow(() -> new EOFException("the connection ended before the answer"));
    Map<String, String> headers = in.headers(deadline);
    byte[] answer =
        in.body(Integer.parseInt(headers.getOrDefault("content-length", "0")), deadline);
    lastUsed = System.nanoTime();
    boolean serverCloses = headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    keepOpen = !serverCloses && in.isTaken();
    int status = Integer.parseInt(statusLine.substring(9, 12));
    return new Reply(status, headers.getOrDefault("content-type", ""), answer);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The connection is given up either way.
    }
  }
}
