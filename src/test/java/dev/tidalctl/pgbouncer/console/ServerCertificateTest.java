package dev.tidalctl.pgbouncer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.TlsServer;
import dev.tidalctl.testing.Untrusted;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.topology.HostPort;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said of the certificate of a scripted server that PostgreSQL's clients would speak to.
 */
@Timeout(30)
final class ServerCertificateTest {
  private static final long SSL_REQUEST = (8L << 32) | 80_877_103L;

  @TempDir private Path folder;
  private Certificates certificates;
  private ServerSocket listener;

  @BeforeEach
  void listen() throws IOException {
    certificates = new Certificates(folder);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    listener.close();
  }

  @ParameterizedTest
  @EnumSource(Untrusted.class)
  void itIsNamed(Untrusted certificate) throws Exception {
    answer('S', Optional.of(TlsSetup.from(certificates.showing(certificate.shown()))));

    assertEquals(Optional.of(certificate.why()), flaw(certificate.trusted()));
  }

  @Test
  void ofATrustedOneNothingIsSaid() throws Exception {
    answer('S', Optional.of(TlsSetup.from(certificates.showing("server"))));

    assertEquals(Optional.empty(), flaw("ca.pem"));
  }

  @ParameterizedTest
  @ValueSource(chars = {'N', 'S'})
  void whoShowsNoneIsLeft(char word) throws Exception {
    answer(word, Optional.empty());

    assertEquals(Optional.empty(), flaw("ca.pem"));
  }

  @Test
  void whoIsSilentIsLeftInTime() throws Exception {
    assertEquals(Optional.empty(), flaw("ca.pem"));
  }

  @Test
  void anUnreadableAuthorityTellsNothing() throws Exception {
    assertEquals(Optional.empty(), flaw("client.key"));
  }

  private Optional<String> flaw(String authority) throws IOException {
    return ServerCertificate.flaw(
        new HostPort("127.0.0.1", listener.getLocalPort()), certificates.trusting(authority));
  }

  private void answer(char word, Optional<TlsSetup> tls) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (Socket client = listener.accept()) {
                if (new DataInputStream(client.getInputStream()).readLong() == SSL_REQUEST) {
                  client.getOutputStream().write(word);
                  if (tls.isPresent()) {
                    new TlsServer(tls.get(), false).accepted(client).close();
                  }
                }
              } catch (IOException left) {
                return;
              }
            });
  }
}
