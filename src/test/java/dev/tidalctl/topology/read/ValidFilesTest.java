package dev.tidalctl.topology.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.ControlPlaneSpec;
import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.Hooks;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Policy;
import dev.tidalctl.topology.ProbeSpec;
import dev.tidalctl.topology.ProbeTarget;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.topology.SqlSpec;
import dev.tidalctl.topology.StateSpec;
import dev.tidalctl.topology.Timeouts;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.topology.UpgradeSpec;
import dev.tidalctl.topology.VersionSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every valid file of the corpus is read, and means what its author meant. */
final class ValidFilesTest {
  static List<Path> files() {
    return Corpus.valid();
  }

  @ParameterizedTest
  @MethodSource("files")
  void areRead(Path file) throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(file);

    assertFalse(cluster.nodes().isEmpty());
    assertTrue(cluster.state().dir().isAbsolute());
  }

  @Test
  void areAtLeastTen() {
    assertTrue(files().size() >= 10);
  }

  @Test
  void minimalFileGetsEveryDefault() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("minimal"));

    assertEquals("prod", cluster.name());
    assertEquals(
        new DriverSpec.Tidal(
            new ControlPlaneSpec(
                List.of(URI.create("https://cp-1:7400")), Optional.empty(), Optional.empty())),
        cluster.driver());
    assertEquals(
        List.of(
            new NodeSpec(
                "node-0", OptionalInt.of(0), Optional.empty(), "node-0", Optional.empty())),
        cluster.nodes());
    assertEquals("node:node-0", cluster.nodes().getFirst().zoneOrOwn());
    assertEquals(
        new Policy(
            1,
            1,
            0,
            10_000,
            3,
            Duration.ofSeconds(10),
            new Timeouts(
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60))),
        cluster.policy());
    assertEquals(Optional.empty(), cluster.upgrade());
    assertEquals(Optional.empty(), cluster.probe());
    assertEquals(Hooks.NONE, cluster.hooks());
    assertEquals(
        new StateSpec(Path.of("/home/op/.local/state/tidalctl"), Optional.empty(), false),
        cluster.state());
    assertEquals(List.of(), cluster.missingForChange());
  }

  @Test
  void documentedTidalFileMeansWhatTheDocumentSays() throws InvalidClusterFile {
    Path file = Corpus.valid("documented-tidal");
    ClusterFile cluster = Corpus.read(file);

    assertEquals(
        new ControlPlaneSpec(
            List.of(URI.create("https://cp-1:7400"), URI.create("https://cp-2:7400")),
            Optional.of(
                new Tls(
                    Optional.of(beside(file, "ca.pem")),
                    Optional.of(
                        new Tls.ClientCertificate(
                            beside(file, "me.pem"), beside(file, "me.key"))))),
            Optional.of(new Auth.Bearer(new Secret.InFile(beside(file, "token"))))),
        assertInstanceOf(DriverSpec.Tidal.class, cluster.driver()).controlPlane());
    assertEquals(
        new NodeSpec(
            "node-1", OptionalInt.of(1), Optional.empty(), "db-1.example", Optional.of("b")),
        cluster.nodes().get(1));
    assertEquals(Policy.defaultsFor(DriverKind.TIDAL), cluster.policy());
    assertEquals(
        Optional.of(
            new UpgradeSpec.Command(
                new CommandTemplate(
                    List.of("ssh", "{host}", "sudo", "install-tidal", "{version}")))),
        cluster.upgrade());
    assertEquals(
        Optional.of(
            new ProbeSpec(
                new ProbeTarget.Http(URI.create("https://db.example/health")),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                3)),
        cluster.probe());
    assertEquals(
        Optional.of(new CommandTemplate(List.of("notify", "{run}", "{version}"))),
        cluster.hooks().onComplete());
  }

  @Test
  void documentedPatroniFileMeansWhatTheDocumentSays() throws InvalidClusterFile {
    Path file = Corpus.valid("documented-patroni");
    ClusterFile cluster = Corpus.read(file);
    DriverSpec.Patroni driver = assertInstanceOf(DriverSpec.Patroni.class, cluster.driver());

    assertEquals(
        Optional.of(new Auth.Basic("admin", new Secret.InFile(beside(file, "pw")))),
        driver.patroni().auth());
    assertEquals(new VersionSource.ServerVersion(), driver.patroni().versionFrom());
    assertEquals(
        new ReadRouting.Haproxy(
            List.of(
                new HaproxyEndpoint.Tcp(new HostPort("lb-1", 9999)),
                new HaproxyEndpoint.UnixSocket(Path.of("/run/haproxy/admin.sock"))),
            Optional.of(
                new Tls(
                    Optional.of(beside(file, "ca.pem")),
                    Optional.of(
                        new Tls.ClientCertificate(
                            beside(file, "me.pem"), beside(file, "me.key"))))),
            "pg_read",
            Optional.of("pg_write"),
            Map.of("n1", "db1", "n2", "n2", "n3", "n3"),
            true,
            new SessionPolicy(Duration.ofSeconds(20), SessionPolicy.Then.FAIL)),
        driver.routing().orElseThrow().reads());
    assertEquals(
        "::1", driver.routing().orElseThrow().pgbouncer().orElseThrow().consoles().get(1).host());
    assertEquals(
        Optional.of(new Tls(Optional.of(beside(file, "ca.pem")), Optional.empty())),
        driver.routing().orElseThrow().pgbouncer().orElseThrow().tls());
    assertEquals(16L << 20, cluster.policy().maxLag());
    assertEquals(64L << 20, cluster.policy().unhealthyLag());
    assertEquals("db-2", cluster.nodes().get(1).host());
    assertEquals("2001:db8::3", cluster.nodes().get(2).host());
    assertEquals(Optional.of(new UpgradeSpec.Restart()), cluster.upgrade());
    assertEquals(2, cluster.state().etcd().orElseThrow().endpoints().size());
    Optional<Secret> password = Optional.of(new Secret.InFile(beside(file, "pw")));
    assertEquals(
        Optional.of(
            new SqlSpec(
                "ops",
                password,
                "postgres",
                Optional.of(new Tls(Optional.of(beside(file, "ca.pem")), Optional.empty())))),
        driver.sql());
    assertEquals(
        new ProbeTarget.Sql(
            new HostPort("lb-1", 5000), new SqlSpec("app", password, "app", Optional.empty())),
        cluster.probe().orElseThrow().target());
  }

  @Test
  void textStaysAsItStands() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("text-stays-text"));

    assertEquals("1.20", cluster.name());
    assertEquals(List.of("no", "1e3"), cluster.nodes().stream().map(NodeSpec::name).toList());
    assertEquals(Optional.of("010"), cluster.nodes().getFirst().zone());
    assertEquals(
        Optional.of(
            new UpgradeSpec.Command(
                new CommandTemplate(
                    List.of("install", "1.20", "010", "yes", "{version}", "1:30", "0x1F")))),
        cluster.upgrade());
  }

  @Test
  void aliasesStandForWhatTheyName() throws InvalidClusterFile {
    ClusterFile cluster = Corpus.read(Corpus.valid("aliases"));

    assertEquals(Optional.of("rack-7"), cluster.nodes().get(1).zone());
    assertEquals(cluster.hooks().beforeNode(), cluster.hooks().afterNode());
  }

  private static Path beside(Path file, String name) {
    return file.toAbsolutePath().resolveSibling(name);
  }
}
