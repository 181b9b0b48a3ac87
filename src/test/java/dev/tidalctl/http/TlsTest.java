package dev.tidalctl.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.testing.Certificates;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Handshake;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the client trusts, and what it shows of itself. */
@Timeout(30)
final class TlsTest {
  private final MockWebServer server = new MockWebServer();

  @TempDir Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPrivateAuthorityIsTrusted() throws Exception {
    serve("server");

    assertInstanceOf(JsonAnswer.Answered.class, ask(trusting("ca.pem")));
  }

  @Test
  void anotherAuthorityIsNot() throws Exception {
    serve("server");

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint()
                + ": its certificate CN=server is not signed by a trusted authority (it is signed"
                + " by CN=test authority)"),
        ask(trusting("other-ca.pem")));
  }

  @Test
  void theSystemsAuthoritiesDoNotKnowAPrivateOne() throws Exception {
    serve("server");

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint()
                + ": its certificate CN=server is not signed by a trusted authority (it is signed"
                + " by CN=test authority)"),
        ask(new Tls(Optional.empty(), Optional.empty())));
  }

  @Test
  void theHostNameIsChecked() throws Exception {
    serve("elsewhere");

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint()
                + ": its certificate is for another host name (CN=elsewhere, for db.example)"),
        ask(trusting("ca.pem")));
  }

  @Test
  void anExpiredCertificateIsNamed() throws Exception {
    serve("expired");

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint() + ": its certificate CN=expired expired on 2020-01-11T00:00:00Z"),
        ask(trusting("expired-ca.pem")));
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    serve("server");
    Path key = file("client.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint()
                + " was not asked: the private key "
                + key
                + " can be read by others than its owner (rw-r--r--); to mend that: chmod 600 "
                + key),
        ask(
            new Tls(
                Optional.empty(),
                Optional.of(new Tls.ClientCertificate(file("client.pem"), key)))));
  }

  @Test
  void aClientShowsItsCertificate() throws Exception {
    serve("server");
    server.requireClientAuth();

    assertInstanceOf(JsonAnswer.Answered.class, ask(new Certificates(folder).showing("client")));
    Handshake handshake = Objects.requireNonNull(server.takeRequest().getHandshake());
    assertEquals("CN=client", String.valueOf(handshake.peerPrincipal()));
  }

  @Test
  void aKeyInAnotherFormIsRefusedWithTheRemedy() throws Exception {
    serve("server");
    Tls files =
        new Tls(
            Optional.empty(),
            Optional.of(new Tls.ClientCertificate(file("client.pem"), file("client-sec1.key"))));

    String why = assertInstanceOf(JsonAnswer.NotSent.class, ask(files)).why();

    assertTrue(why.contains("openssl pkcs8 -topk8 -nocrypt -in client-sec1.key"), why);
  }

  @Test
  void aFileWithoutCertificatesSaysSo() throws Exception {
    serve("server");
    Path empty = Files.createFile(folder.resolve("empty.pem"));

    assertEquals(
        new JsonAnswer.NotSent(
            endpoint() + " was not asked: " + empty + " holds no certificate in PEM form"),
        ask(new Tls(Optional.of(empty), Optional.empty())));
  }

  private void serve(String name) throws Exception {
    server.useHttps(TlsSetup.from(new Certificates(folder).showing(name)).sockets());
    server.enqueue(new MockResponse(200, Headers.of("Content-Type", "application/json"), "{}"));
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  private JsonAnswer ask(Tls files) {
    try (HttpJsonClient client =
        new HttpJsonClient(
            HttpSettings.of(List.of(endpoint()), Optional.of(files), Optional.empty()), Map.of())) {
      return client.send(endpoint(), JsonRequest.get("/x", Duration.ofSeconds(20)));
    }
  }

  private URI endpoint() {
    return URI.create("https://127.0.0.1:" + server.getPort());
  }

  private Tls trusting(String authorities) throws IOException {
    return new Certificates(folder).trusting(authorities);
  }

  private Path file(String name) throws IOException {
    return new Certificates(folder).file(name);
  }
}
