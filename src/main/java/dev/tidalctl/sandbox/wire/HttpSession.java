package dev.tidalctl.sandbox.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One connection of a client with an {@link HttpEndpoint}: requests one after another. */
final class HttpSession {
  /** Longer than any client here keeps an idle connection, so none is closed under a request. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final Socket socket;
  private final HttpInput in;

  HttpSession(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new HttpInput(socket);
  }

  /**
   * Answers requests until the client or an answer ends the connection.
   *
   * @throws IOException when the connection breaks, stays idle, or carries something else
   */
  void serve(Function<Request, Reply> handler) throws IOException {
    socket.setTcpNoDelay(true);
    boolean goesOn = true;
    while (goesOn) {
      Optional<String> startLine = in.startLine(System.nanoTime() + IDLE.toNanos());
      if (startLine.isEmpty()) {
        return;
      }
      long deadline = System.nanoTime() + REQUEST_LIMIT.toNanos();
      Map<String, String> headers = in.headers(deadline);
      goesOn =
          startLine.get().endsWith(" HTTP/1.1")
              && !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
      Reply reply;
      try {
        reply = handler.apply(request(startLine.get(), headers, deadline));
      } catch (Problem unreadable) {
        reply = unreadable.reply();
        goesOn = false;
      }
      write(reply, goesOn);
    }
  }

  private Request request(String startLine, Map<String, String> headers, long deadline)
      throws IOException {
    String[] words = startLine.split(" ", -1);
    if (words.length != 3) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "not an HTTP request: " + startLine);
    }
    if (headers.containsKey("transfer-encoding")) {
      throw Problem.of(ProblemCode.LENGTH_REQUIRED, "a body is taken with Content-Length only");
    }
    int length = length(headers.getOrDefault("content-length", "0"));
    if (headers.getOrDefault("expect", "").toLowerCase(Locale.ROOT).equals("100-continue")) {
      socket.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    byte[] body = in.body(length, deadline);
    try {
      URI target = new URI(words[1]);
      return new Request(
          words[0],
          Optional.ofNullable(target.getRawPath()).orElse(""),
          Optional.ofNullable(target.getRawQuery()).orElse(""),
          headers,
          body);
    } catch (URISyntaxException e) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "not a path: " + words[1]);
    }
  }

  private static int length(String text) {
    try {
      int length = Integer.parseInt(text);
      if (length >= 0 && length <= HttpEndpoint.MAX_BODY_BYTES) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Told below, like a length out of range.
    }
    throw Problem.of(
        ProblemCode.BAD_REQUEST, "Content-Length is 0 to " + HttpEndpoint.MAX_BODY_BYTES);
  }

  private void write(Reply reply, boolean goesOn) throws IOException {
    StringBuilder head = new StringBuilder(128);
    head.append("HTTP/1.1 ").append(reply.status()).append(" \r\n");
    if (!reply.contentType().isEmpty()) {
      head.append("Content-Type: ").append(reply.contentType()).append("\r\n");
    }
    if (reply.status() != 204) {
      head.append("Content-Length: ").append(reply.body().length).append("\r\n");
    }
    if (!goesOn) {
      head.append("Connection: close\r\n");
    }
    byte[] bytes = ascii(head.append("\r\n").toString());
    byte[] answer = Arrays.copyOf(bytes, bytes.length + reply.body().length);
    System.arraycopy(reply.body(), 0, answer, bytes.length, reply.body().length);
    socket.getOutputStream().write(answer);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
