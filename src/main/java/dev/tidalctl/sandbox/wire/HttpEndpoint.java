package dev.tidalctl.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A small HTTP server on loopback: routes by method and path, one virtual thread a request.
 *
 * <p>Bodies are limited to {@value #MAX_BODY_BYTES} bytes. A {@link Problem} thrown by a handler is
 * the answer; anything else thrown is a 500 and one line on standard error. More than {@value
 * #MAX_UNDER_WAY} requests under way are turned away with 503 at once: an open-loop load that this
 * machine can't carry is to fail, not to fill the memory of what it is meant to test.
 */
public final class HttpEndpoint implements AutoCloseable {
  /** The largest request body taken, in bytes. */
  public static final int MAX_BODY_BYTES = 4 << 20;

  private static final int BACKLOG = 1024;
  private static final int MAX_UNDER_WAY = 400;

  static {
    // The defaults cost 40 ms a request (Nagle against delayed acknowledgement), and close idle
    // connections sooner than clients forget them, which fails a request now and then.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "60");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1024");
    System.setProperty("jdk.httpserver.maxConnections", "1024");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Route> routes = new ArrayList<>();
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

  private HttpEndpoint(HttpServer server) {
    this.server = server;
  }

  /** What answers requests of one route. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers one request.
     *
     * @throws Problem to refuse it
     */
    Reply handle(Request request) throws IOException, InterruptedException;
  }

  private record Route(String method, List<String> segments, Handler handler) {}

  /**
   * Binds a port of 127.0.0.1 without answering yet.
   *
   * @param port the port, 0 for any free one
   * @throws IOException when the port is taken
   */
  public static HttpEndpoint bind(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return new HttpEndpoint(HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG));
  }

  /**
   * Adds a route; all are added before {@link #start}.
   *
   * @param path such as {@code /v1/shards/{id}/routing}
   */
  public HttpEndpoint on(String method, String path, Handler handler) {
    routes.add(new Route(method, List.of(path.split("/", -1)), handler));
    return this;
  }

  /** Starts answering. */
  public void start() {
    server.createContext("/", this::exchange);
    server.setExecutor(threads);
    server.start();
  }

  /** The bound port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Where clients find it. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown(); // never interrupted: that would close the log files under other threads
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = admitted(exchange);
      if (reply.body().length == 0) {
        exchange.sendResponseHeaders(reply.status(), -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(reply.status(), reply.body().length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }

  private Reply admitted(HttpExchange exchange) {
    if (!underWay.tryAcquire()) {
      return Problem.of(ProblemCode.OVERLOADED, "too many requests are under way").reply();
    }
    try {
      return answer(exchange);
    } finally {
      underWay.release();
    }
  }

  private Reply answer(HttpExchange exchange) {
    try {
      List<String> segments = List.of(exchange.getRequestURI().getRawPath().split("/", -1));
      boolean pathKnown = false;
      for (Route route : routes) {
        Optional<Map<String, String>> variables = match(route.segments(), segments);
        pathKnown |= variables.isPresent();
        if (variables.isPresent() && route.method().equals(exchange.getRequestMethod())) {
          String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
          Request request =
              new Request(variables.get(), query, exchange.getRequestHeaders(), body(exchange));
          return route.handler().handle(request);
        }
      }
      throw Problem.of(
          ProblemCode.NOT_FOUND, (pathKnown ? "no such method" : "no such path") + " here");
    } catch (Problem problem) {
      return problem.reply();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Problem.of(ProblemCode.INTERNAL, "the process is ending").reply();
    } catch (IOException | RuntimeException e) {
      System.err.println(exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": " + e);
      return Problem.of(ProblemCode.INTERNAL, "unforeseen: " + e).reply();
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(Math.min(announced(exchange), MAX_BODY_BYTES + 1));
      if (body.length > MAX_BODY_BYTES) {
        throw Problem.of(
            ProblemCode.BAD_REQUEST, "the body is larger than " + MAX_BODY_BYTES + " bytes");
      }
      return body;
    }
  }

  /** The length the client announced, so that no larger buffer is made than is needed. */
  private static int announced(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    try {
      return length == null ? MAX_BODY_BYTES + 1 : Integer.parseInt(length.strip());
    } catch (NumberFormatException e) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "Content-Length is no number: " + length);
    }
  }

  private static Optional<Map<String, String>> match(List<String> route, List<String> path) {
    if (route.size() != path.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < route.size(); i++) {
      if (!route.get(i).startsWith("{") && !route.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < route.size(); i++) {
      String name = route.get(i);
      if (name.startsWith("{")) {
        variables.put(name.substring(1, name.length() - 1), path.get(i));
      }
    }
    return Optional.of(variables);
  }
}
