package dev.tidalctl.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What HAProxy takes for a database and its REST API: echoes lines after its name. */
final class StubNode implements AutoCloseable {
  private final String name;
  private final ServerSocket traffic = listener();
  private final ServerSocket health = listener();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger served = new AtomicInteger();
  private volatile boolean replica = true;
  private volatile boolean primary;

  StubNode(String name) {
    this.name = name;
    Thread.startVirtualThread(() -> accept(traffic, this::serve));
    Thread.startVirtualThread(() -> accept(health, this::answerHealth));
  }

  private static ServerSocket listener() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Service {
    void on(Socket client) throws IOException;
  }

  private void accept(ServerSocket listener, Service service) {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.startVirtualThread(() -> one(client, service));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void one(Socket client, Service service) {
    try (client) {
      service.on(client);
    } catch (IOException gone) {
      open.remove(client);
    }
    open.remove(client);
  }

  private void serve(Socket client) throws IOException {
    BufferedReader lines = reader(client);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      served.incrementAndGet();
      write(client, name + " " + line + "\n");
    }
  }

  private void answerHealth(Socket client) throws IOException {
    String request = reader(client).readLine();
    boolean well = request != null && (request.contains("/primary") ? primary : replica);
    write(client, "HTTP/1.0 " + (well ? "200 OK" : "503 No") + "\r\nContent-Length: 0\r\n\r\n");
  }

  private static BufferedReader reader(Socket client) throws IOException {
    return new BufferedReader(
        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  String name() {
    return name;
  }

  int port() {
    return traffic.getLocalPort();
  }

  int healthPort() {
    return health.getLocalPort();
  }

  int served() {
    return served.get();
  }

  void replica(boolean well) {
    replica = well;
  }

  void primary(boolean well) {
    primary = well;
  }

  /** Ends its clients' sessions, as a PostgreSQL does that shuts down. */
  void hangUp() throws IOException {
    for (Socket each : open) {
      if (each.getLocalPort() == port()) {
        each.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    traffic.close();
    health.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
