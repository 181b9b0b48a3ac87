package dev.tidalctl.pg;

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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands where a HAProxy or a PgBouncer should be, with a certificate that nobody may be content
 * with, and counts whoever tells it something all the same.
 */
final class Impostor implements AutoCloseable {
  private final ServerSocket listener;
  private final TlsServer server;
  private final boolean askedForTls;
  private final AtomicInteger greeted = new AtomicInteger();
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

  /** How many have spoken to it. */
  int greeted() {
    return greeted.get();
  }

  /** How many have gone on after they had seen its certificate. */
  int told() {
    return told.get();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> converse(client));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void converse(Socket client) {
    try (client) {
      greeted.incrementAndGet();
      if (askedForTls) {
        new DataInputStream(client.getInputStream()).readLong();
        client.getOutputStream().write('S');
      }
      if (server.accepted(client).getInputStream().read() >= 0) {
        told.incrementAndGet();
      }
    } catch (IOException e) {
      // Whoever does not trust it hangs up.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
