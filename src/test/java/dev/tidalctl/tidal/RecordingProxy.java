package dev.tidalctl.tidal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Stands between a client and a real control plane, passes everything on, and keeps every exchange
 * that ended. When the control plane can't be reached the client's connection is cut.
 */
public final class RecordingProxy implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Set<String> OF_ONE_HOP =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private final URI target;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());

  private RecordingProxy(URI target) throws IOException {
    this.target = target;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** A proxy on a free port, in front of {@code target}. */
  public static RecordingProxy before(URI target) throws IOException {
    return new RecordingProxy(target);
  }

  /** Where clients reach the proxy. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What went through so far. */
  public List<Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }

  private void pass(HttpExchange incoming) throws IOException {
    try (incoming) {
      byte[] body = incoming.getRequestBody().readAllBytes();
      HttpRequest.Builder outgoing =
          HttpRequest.newBuilder(target.resolve(incoming.getRequestURI()))
              .timeout(LIMIT)
              .method(
                  incoming.getRequestMethod(),
                  body.length == 0
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(body));
      endToEnd(incoming.getRequestHeaders())
          .forEach((name, values) -> values.forEach(v -> outgoing.header(name, v)));
      HttpResponse<byte[]> answer =
          client.send(outgoing.build(), HttpResponse.BodyHandlers.ofByteArray());
      exchanges.add(
          Exchange.of(
              incoming.getRequestMethod(),
              incoming.getRequestURI(),
              incoming.getRequestHeaders(),
              body,
              answer.statusCode(),
              answer.headers().map(),
              answer.body()));
      endToEnd(answer.headers().map())
          .forEach((name, values) -> incoming.getResponseHeaders().put(name, values));
      incoming.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      incoming.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, List<String>> endToEnd(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .filter(e -> !OF_ONE_HOP.contains(e.getKey().toLowerCase(Locale.ROOT)))
        .collect(Collectors.toMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
