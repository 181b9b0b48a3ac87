package dev.tidalctl.sandbox.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small HTTP/1.1 server on loopback: routes by method and path, one thread a connection: a
 * virtual one costs a poll, a park and a wake-up more for each request.
 *
 * <p>Why not the JDK's: it hands each request from a selector to a new thread and back and formats
 * the date anew, which was two thirds of what five nodes and a gateway cost under load, on the two
 * cores that they share with what they rehearse.
 *
 * <p>A {@link Problem} thrown by a handler is the answer; anything else thrown is a 500 and one
 * line on standard error. More than {@value #MAX_CONNECTIONS} connections are not served.
 */
public final class HttpEndpoint implements AutoCloseable {
  /** The largest request body taken, in bytes. */
  public static final int MAX_BODY_BYTES = 4 << 20;

  private static final int BACKLOG = 1024;
  private static final int MAX_CONNECTIONS = 8000;

  private final ServerSocket server;
  private final List<Route> routes = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private HttpEndpoint(ServerSocket server) {
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
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true); // after a restart, connections of the last life linger
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server.bind(new InetSocketAddress(loopback, port), BACKLOG);
      return new HttpEndpoint(server);
    } catch (IOException e) {
      server.close();
      throw e;
    }
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

  /** Starts answering, until closed; the process lives as long as it does. */
  public void start() {
    Thread.ofPlatform().name("accept").start(this::accept);
  }

  /** The bound port. */
  public int port() {
    return server.getLocalPort();
  }

  /** Where clients find it. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("the port was given up, but not cleanly: " + e.getMessage());
    }
    connections.forEach(HttpEndpoint::drop);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (connections.size() >= MAX_CONNECTIONS) {
          socket.close();
        } else {
          connections.add(socket);
          if (server.isClosed()) { // meanwhile: who closed it may not have seen this one
            drop(socket);
          }
          Thread.ofPlatform().daemon().start(() -> serve(socket));
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          System.err.println("a connection could not be taken: " + e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try {
      new HttpSession(socket).serve(this::answer);
    } catch (IOException e) {
      // The client has gone, or was silent for long; there is nobody to tell.
    } finally {
      connections.remove(socket);
      drop(socket);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }

  private Reply answer(Request request) {
    try {
      List<String> segments = List.of(request.path().split("/", -1));
      boolean pathKnown = false;
      for (Route route : routes) {
        Optional<Map<String, String>> variables = match(route.segments(), segments);
        pathKnown |= variables.isPresent();
        if (variables.isPresent() && route.method().equals(request.method())) {
          return route.handler().handle(request.withVariables(variables.get()));
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
      System.err.println(request.method() + " " + request.path() + ": " + e);
      return Problem.of(ProblemCode.INTERNAL, "unforeseen: " + e).reply();
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
