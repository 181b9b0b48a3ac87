package dev.tidalctl.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One session through a HAProxy. */
final class Client implements AutoCloseable {
  private static final int LIMIT_MILLIS = 30_000;

  private final Socket socket;
  private final BufferedReader lines;

  Client(RealHaproxy proxy) throws IOException {
    this(proxy.reads());
  }

  Client(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LIMIT_MILLIS);
    lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Sends a question and does not wait for who answers it. */
  Client asking() throws IOException {
    socket.getOutputStream().write("q\n".getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** Whether nobody has answered for so long. */
  boolean waits(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      answer();
      return false;
    } catch (SocketTimeoutException stillWaiting) {
      return true;
    } finally {
      socket.setSoTimeout(LIMIT_MILLIS);
    }
  }

  /** Who answers; nobody when the session was ended. */
  String ask() throws IOException {
    return asking().answer();
  }

  /** Who answers what was asked before. */
  String answer() throws IOException {
    String line = lines.readLine();
    return line == null ? "nobody" : line.substring(0, line.indexOf(' '));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
