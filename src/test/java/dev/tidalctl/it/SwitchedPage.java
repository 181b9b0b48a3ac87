package dev.tidalctl.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A page that a probe asks, and that answers or fails as it is told. */
final class SwitchedPage implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile int status = 200;

  private SwitchedPage(HttpServer server) {
    this.server = server;
  }

  static SwitchedPage open() throws IOException {
    SwitchedPage page =
        new SwitchedPage(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    page.server.setExecutor(page.threads);
    page.server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(page.status, -1);
          }
        });
    page.server.start();
    return page;
  }

  void answersWith(int code) {
    status = code;
  }

  /** The key of a cluster file that has it asked. */
  String asProbe() {
    return "probe: { http: \"http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/up\", interval: 20ms }";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
