package dev.tidalctl.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A door to a control plane for each of several commands. What is sent through a door is held until
 * something was sent through all of them: so commands that take each its own time to start begin at
 * the same time. After that everything is passed on as it comes, and when each asked for the lease
 * is noted.
 */
final class StartingLine implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final String LEASE = "POST /v1/leases/upgrade ";

  private final URI control;
  private final List<ServerSocket> doors = new ArrayList<>();
  private final CountDownLatch allHere;
  private final Map<Integer, Instant> arrivals = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> leaseAsked = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private StartingLine(URI control, int count) throws IOException {
    this.control = control;
    this.allHere = new CountDownLatch(count);
    for (int door = 0; door < count; door++) {
      int number = door;
      ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      doors.add(entrance);
      Thread.ofVirtual().start(() -> accept(number, entrance));
    }
  }

  /** So many doors to a control plane. */
  static StartingLine before(URI control, int doors) throws IOException {
    return new StartingLine(control, doors);
  }

  /** Where a door is. */
  URI door(int number) {
    return URI.create("http://127.0.0.1:" + doors.get(number).getLocalPort());
  }

  /** When the first request for the lease went on from a door to the control plane. */
  Optional<Instant> leaseAsked(int door) {
    return Optional.ofNullable(leaseAsked.get(door));
  }

  private void accept(int door, ServerSocket entrance) {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(door, client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(int door, Socket client) {
    try (client;
        Socket server = new Socket()) {
      open.add(server);
      byte[] chunk = new byte[1 << 16];
      int length = client.getInputStream().read(chunk);
      if (length < 0 || !mayGo(door)) {
        return;
      }
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(control.getHost(), control.getPort()));
      // A change has a connection of its own, so the request for the lease comes first on one.
      if (new String(chunk, 0, length, StandardCharsets.US_ASCII).startsWith(LEASE)) {
        leaseAsked.putIfAbsent(door, Instant.now());
      }
      server.getOutputStream().write(chunk, 0, length);
      Thread back = Thread.ofVirtual().start(() -> pass(server, client));
      pass(client, server);
      back.join();
      open.remove(server);
    } catch (IOException cut) {
      // The client sees that its connection ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private boolean mayGo(int door) throws InterruptedException {
    if (arrivals.putIfAbsent(door, Instant.now()) == null) {
      allHere.countDown();
    }
    return allHere.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException cut) {
      // Either end went away; the other is closed with it.
    }
  }

  @Override
  public void close() {
    try {
      for (ServerSocket door : doors) {
        door.close();
      }
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
