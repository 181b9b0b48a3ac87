package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.TlsServer;
import dev.tidalctl.testing.Untrusted;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.tls.UnusableTls;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands where a HAProxy or a PgBouncer should be, with a certificate that nobody may be content
 * with, and counts whoever tells it something all the same: in clear, or after he has seen it.
 */
final class Impostor implements AutoCloseable {
  /** How PostgreSQL's clients ask for TLS: eight bytes, the length and this code. */
  private static final long SSL_REQUEST = (8L << Integer.SIZE) | 80_877_103;

  /** What Java says of a client that does not shake hands. */
  private static final String IN_CLEAR = "Unsupported or unrecognized SSL message";

  private static final int LIMIT_MILLIS = 10_000;

  private final ServerSocket listener;
  private final TlsServer server;
  private final boolean askedForTls;
  private final List<Thread> guests = new CopyOnWriteArrayList<>();
  private final AtomicInteger told = new AtomicInteger();

  private Impostor(Untrusted certificate, Path folder, boolean askedForTls)
      throws IOException, UnusableTls {
    this.askedForTls = askedForTls;
    server =
        new TlsServer(TlsSetup.from(new Certificates(folder).showing(certificate.shown())), false);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** One who shakes hands at once. */
  static Impostor ofHaproxy(Untrusted certificate, Path folder) throws IOException, UnusableTls {
    return new Impostor(certificate, folder, false);
  }

  /** One who is asked for TLS first, as PostgreSQL's protocol has it. */
  static Impostor ofPgbouncer(Untrusted certificate, Path folder) throws IOException, UnusableTls {
    return new Impostor(certificate, folder, true);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many have come. */
  int visited() {
    return guests.size();
  }

  /** How many of them have told it something, once all have gone. */
  int told() throws InterruptedException {
    for (Thread guest : guests) {
      assertTrue(guest.join(Duration.ofMillis(LIMIT_MILLIS)), "somebody stays");
    }
    return told.get();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        guests.add(Thread.ofVirtual().start(() -> converse(client)));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void converse(Socket client) {
    try (client) {
      client.setSoTimeout(LIMIT_MILLIS);
      if (askedForTls) {
        if (new DataInputStream(client.getInputStream()).readLong() != SSL_REQUEST) {
          told.incrementAndGet();
        }
        client.getOutputStream().write('S');
      }
      if (server.accepted(client).getInputStream().read() >= 0) {
        told.incrementAndGet();
      }
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith(IN_CLEAR)) {
        told.incrementAndGet();
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
