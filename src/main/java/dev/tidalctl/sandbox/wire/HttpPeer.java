package dev.tidalctl.sandbox.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * One incarnation of one sandbox process, as its clients reach it: HTTP/1.1 with keep-alive on
 * loopback.
 *
 * <p>Why not OkHttp: the promises here are that no request is ever sent twice, that each call has
 * one limit, and that a node process can ship within milliseconds of its start; a library that
 * loads half a thousand classes to be told not to retry, follow or negotiate is the larger risk. It
 * speaks to {@link HttpEndpoint} only, so a {@code Content-Length} is always there.
 *
 * <p>Every incarnation gets a peer of its own, so a connection to a dead process is never used for
 * its successor. Idle connections are forgotten well before the server closes them.
 */
public final class HttpPeer implements AutoCloseable {
  private static final long IDLE_NANOS = Duration.ofSeconds(20).toNanos();

  private final URI base;
  private final ConcurrentLinkedDeque<HttpLine> idle = new ConcurrentLinkedDeque<>();
  private final Set<HttpLine> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private HttpPeer(URI base) {
    this.base = base;
  }

  /** A peer at {@code http://127.0.0.1:PORT}; connects when first called. */
  public static HttpPeer at(URI base) {
    return new HttpPeer(base);
  }

  /** Where it is. */
  public URI base() {
    return base;
  }

  /** GET with a limit on the whole call. */
  public Reply get(String path, Duration limit) throws IOException {
    return call("GET", path, Map.of(), new byte[0], limit);
  }

  /** POST of a JSON document with a limit on the whole call. */
  public Reply post(String path, JsonObject document, Duration limit) throws IOException {
    return call("POST", path, Map.of("Content-Type", "application/json"), document.bytes(), limit);
  }

  /**
   * One request, sent at most once.
   *
   * @param limit of the whole call; a {@link SocketTimeoutException} when it is over
   * @throws ConnectException when nothing was sent, because nobody listens
   * @throws IOException when it is unknown whether the request was carried out
   */
  public Reply call(
      String method, String path, Map<String, String> headers, byte[] body, Duration limit)
      throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    HttpLine line = line(deadline);
    boolean reusable = false;
    try {
      Reply reply = line.exchange(head(method, path, headers, body.length), body, deadline);
      reusable = line.keepsOpen();
      return reply;
    } finally {
      if (reusable && !closed) {
        idle.push(line);
      } else {
        discard(line);
      }
      if (closed) {
        close();
      }
    }
  }

  /** Closes all connections; calls under way fail. */
  @Override
  public void close() {
    closed = true;
    idle.clear();
    open.forEach(this::discard);
  }

  private HttpLine line(long deadline) throws IOException {
    if (closed) {
      throw new ConnectException(base + " is no longer in use");
    }
    for (HttpLine line = idle.poll(); line != null; line = idle.poll()) {
      if (System.nanoTime() - line.lastUsed() < IDLE_NANOS) {
        return line;
      }
      discard(line);
    }
    HttpLine line = HttpLine.connect(base.getHost(), base.getPort(), deadline);
    open.add(line);
    return line;
  }

  private void discard(HttpLine line) {
    open.remove(line);
    line.close();
  }

  private byte[] head(String method, String path, Map<String, String> headers, int length) {
    StringBuilder head = new StringBuilder(160);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ");
    head.append(base.getAuthority()).append("\r\nContent-Length: ").append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
