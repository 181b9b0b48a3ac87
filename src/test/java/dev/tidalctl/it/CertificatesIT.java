package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.testing.Untrusted;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever shows a certificate that is not to be trusted gets no request at all. */
@Order(1)
final class CertificatesIT {
  private static final Path RESOURCES = Path.of("src/test/resources/dev/tidalctl/http");
  private static final char[] NO_PASSWORD = {};

  @TempDir private static Path folder;

  /** Whoever is asked, by the file that names it. */
  enum Peer {
    CONTROL_PLANE(
        """
        apiVersion: tidalctl/v1
        name: sandbox
        driver: tidal
        controlPlane: { endpoints: ["https://127.0.0.1:%d"], tls: { ca: %s } }
        nodes: [{ name: node-0, shard: 0 }, { name: node-1, shard: 1 }]
        state: { dir: state }
        """),
    PATRONI(
        """
        apiVersion: tidalctl/v1
        name: main
        driver: patroni
        nodes: [{ name: node-1, url: "https://127.0.0.1:%d" }]
        patroni: { scope: main, tls: { ca: %s }, auth: { user: admin, passwordFile: password } }
        routing: { none: acknowledged }
        state: { dir: state, scope: this-machine }
        """),
    ETCD(
        """
        apiVersion: tidalctl/v1
        name: sandbox
        driver: tidal
        controlPlane: { endpoints: ["https://cp-1.example.invalid:7400"] }
        nodes: [{ name: node-0, shard: 0 }, { name: node-1, shard: 1 }]
        state:
          etcd:
            endpoints: ["https://127.0.0.1:%d"]
            tls: { ca: %s }
            auth: { user: tidalctl, passwordFile: password }
        """);

    private final String file;

    Peer(String file) {
      this.file = file;
    }
  }

  /**
   * One peer.
   *
   * @param peer whoever it stands for
   * @param certificate what it shows
   */
  record Scene(Peer peer, Untrusted certificate) {}

  static Stream<Scene> scenes() {
    return Stream.of(Peer.values())
        .flatMap(peer -> Stream.of(Untrusted.values()).map(each -> new Scene(peer, each)));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void isNamedAndNothingWasSent(Scene scene) throws Exception {
    try (MockWebServer server = new MockWebServer();
        Launcher launcher = new Launcher()) {
      server.useHttps(sockets(scene.certificate().shown()));
      server.start(InetAddress.getLoopbackAddress(), 0);
      Path file =
          Files.writeString(
              folder.resolve(scene.peer() + scene.certificate().shown() + ".yaml"),
              scene
                  .peer()
                  .file
                  .formatted(
                      server.getPort(),
                      RESOURCES.resolve(scene.certificate().trusted()).toAbsolutePath()));
      Path password = Files.writeString(folder.resolve("password"), "never sent");
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));

      for (List<String> command : commands(scene.peer())) {
        outcome(launcher, command, file).exits(7).says(scene.certificate().why());
      }
      assertEquals(0, server.getRequestCount());
    }
  }

  /** What changes a cluster under Patroni is tried on a real one; etcd keeps the past runs. */
  private static List<List<String>> commands(Peer peer) {
    List<String> look = List.of("status");
    List<String> check = List.of("check");
    return switch (peer) {
      case CONTROL_PLANE -> List.of(look, List.of("drain", "node-1"), check);
      case PATRONI -> List.of(look, check);
      case ETCD -> List.of(List.of("runs"));
    };
  }

  /** A machine under load may not get as far as a certificate in time, and then says so. */
  private static Outcome outcome(Launcher launcher, List<String> command, Path file)
      throws Exception {
    String[] words =
        Stream.concat(command.stream(), Stream.of("--cluster", file.toString()))
            .toArray(String[]::new);
    Outcome outcome = launcher.run(words);
    for (int more = 5; more > 0 && (outcome.out() + outcome.err()).contains("in time"); more--) {
      outcome = launcher.run(words);
    }
    return outcome;
  }

  private static SSLSocketFactory sockets(String name) throws Exception {
    List<Certificate> chain =
        List.copyOf(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(
                    new ByteArrayInputStream(
                        Files.readAllBytes(RESOURCES.resolve(name + ".pem")))));
    String key =
        Files.readString(RESOURCES.resolve(name + ".key"), StandardCharsets.US_ASCII)
            .replaceAll("-----[^-]+-----", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))),
        NO_PASSWORD,
        chain.toArray(Certificate[]::new));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getSocketFactory();
  }
}
