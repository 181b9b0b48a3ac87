package dev.tidalctl.sandbox.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What comes in on an HTTP/1.1 connection, read against deadlines (on {@link System#nanoTime}):
 * start line, headers and a body of known length. {@link SocketTimeoutException} when a deadline
 * passes, {@link EOFException} when the connection ends in the middle, {@link IOException} when it
 * is not HTTP.
 */
final class HttpInput {
  private static final int MAX_LINE_BYTES = 16 << 10;
  private static final int MAX_HEADERS = 100;

  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[2 << 10];
  private int filled;
  private int taken;

  HttpInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** The start line; empty when the connection ended before its first byte. */
  Optional<String> startLine(long deadline) throws IOException {
    if (taken == filled && !fill(deadline)) {
      return Optional.empty();
    }
    return Optional.of(line(deadline));
  }

  /** The headers up to the empty line, names in lower case; of equal names the last counts. */
  Map<String, String> headers(long deadline) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(deadline); !line.isEmpty(); line = line(deadline)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() == MAX_HEADERS) {
        throw new IOException("not an HTTP header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** A body of so many bytes. */
  byte[] body(int length, long deadline) throws IOException {
    byte[] body = new byte[length];
    int have = Math.min(length, filled - taken);
    System.arraycopy(buffer, taken, body, 0, have);
    taken += have;
    while (have < length) {
      socket.setSoTimeout(millisUntil(deadline));
      int got = in.read(body, have, length - have);
      if (got < 0) {
        throw new EOFException("the connection ended within a body");
      }
      have += got;
    }
    return body;
  }

  /** Whether all that came in was taken. */
  boolean isTaken() {
    return taken == filled;
  }

  /** Milliseconds left, at least 1. */
  static int millisUntil(long deadline) throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("the time for this call is over");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  private String line(long deadline) throws IOException {
    int looked = 0;
    while (true) {
      for (int i = taken + looked; i + 1 < filled; i++) {
        if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
          String line = new String(buffer, taken, i - taken, StandardCharsets.ISO_8859_1);
          taken = i + 2;
          return line;
        }
      }
      looked = Math.max(0, filled - taken - 1);
      if (filled - taken > MAX_LINE_BYTES) {
        throw new IOException("a line is too long for HTTP");
      }
      if (!fill(deadline)) {
        throw new EOFException("the connection ended within a head");
      }
    }
  }

  /** Reads more behind what is not taken yet; false at the end of the connection. */
  private boolean fill(long deadline) throws IOException {
    System.arraycopy(buffer, taken, buffer, 0, filled - taken);
    filled -= taken;
    taken = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    socket.setSoTimeout(millisUntil(deadline));
    int got = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, got);
    return got > 0;
  }
}
