package dev.tidalctl.testing.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that arrived whole.
 *
 * @param method its method
 * @param target path and query
 * @param head all of its first lines
 */
public record Received(String method, String target, String head) {
  private static final int LARGEST_HEAD = 64 * 1024;

  /** The next request of a connection, empty when it ends first. */
  static Optional<Received> next(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0 || head.length() > LARGEST_HEAD) {
        return Optional.empty();
      }
      head.append((char) read);
    }
    int length = contentLength(head.toString());
    if (in.readNBytes(length).length < length) {
      return Optional.empty();
    }
    String[] line = head.substring(0, head.indexOf("\r\n")).split(" ", -1);
    return Optional.of(new Received(line[0], line[1], head.toString()));
  }

  /** Whether it can change anything. */
  public boolean changes() {
    return !method.equals("GET");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.replaceFirst("^[^:]*:", "").strip()))
        .findFirst()
        .orElse(0);
  }
}
