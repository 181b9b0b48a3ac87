package dev.tidalctl.sandbox.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A whole HTTP/1.1 answer.
 *
 * @param status the status code
 * @param body the content as UTF-8
 * @param keepsOpen whether the server takes another request on this connection
 */
record HttpAnswer(int status, String body, boolean keepsOpen) {
  private static final int MAX_HEAD = 16 * 1024;
  private static final int MAX_BODY = 16 * 1024 * 1024;
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  /**
   * Reads an answer from what has come so far; empty while it is not whole.
   *
   * @throws IOException when it is not HTTP/1.1 with a Content-Length, or is out of all bounds
   */
  static Optional<HttpAnswer> parse(byte[] received, int size) throws IOException {
    int headEnd = headEnd(received, size);
    if (headEnd < 0) {
      if (size > MAX_HEAD) {
        throw new IOException("the head of the answer is too long");
      }
      return Optional.empty();
    }
    String[] head = new String(received, 0, headEnd, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    int status = status(head[0]);
    int length = -1;
    boolean keepsOpen = true;
    for (String header : head) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = number(lower.substring("content-length:".length()).strip(), MAX_BODY);
      } else if (lower.startsWith("connection:") && lower.contains("close")) {
        keepsOpen = false;
      }
    }
    if (length < 0) {
      throw new IOException("the answer has no Content-Length");
    }
    int bodyStart = headEnd + HEAD_END.length;
    if (size < bodyStart + length) {
      return Optional.empty();
    }
    String body = new String(received, bodyStart, length, StandardCharsets.UTF_8);
    return Optional.of(new HttpAnswer(status, body, keepsOpen));
  }

  private static int headEnd(byte[] received, int size) {
    for (int at = 0; at + HEAD_END.length <= size; at++) {
      if (received[at] == HEAD_END[0]
          && received[at + 1] == HEAD_END[1]
          && received[at + 2] == HEAD_END[2]
          && received[at + 3] == HEAD_END[3]) {
        return at;
      }
    }
    return -1;
  }

  private static int status(String line) throws IOException {
    String[] words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
      throw new IOException("the answer is not HTTP/1.1");
    }
    return number(words[1], 999);
  }

  private static int number(String digits, int max) throws IOException {
    try {
      int value = Integer.parseInt(digits);
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IOException("no number where the answer needs one: " + digits, e);
    }
    throw new IOException("a number of the answer is out of range: " + digits);
  }
}
