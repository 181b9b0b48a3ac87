package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.Untrusted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What befalls one of two load balancers before a roll and in the middle of it, and who else may
 * stand in for them. All speak TLS here, under an authority of the cluster's own, and have those
 * who change something show a certificate.
 */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HaproxyMishapsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static RealPostgres cluster;
  private static Operator operator;
  private static Balancer haproxy;
  private static Balancer other;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up("--haproxies", "2", "--tls");
    operator = new Operator(cluster, "ann");
    haproxy = new Balancer(cluster);
    other = new Balancer(cluster, "haproxy2");
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @BeforeEach
  void inHealth() throws Exception {
    cluster.pg("settle");
  }

  @Test
  @Order(1)
  void nothingBeginsWithoutOneOfThem() throws Exception {
    cluster.pg("stop", "haproxy");
    try {
      Told.matches("haproxy-down-roll", cluster, operator.run("roll", "--to", "2.0.0", "--yes"));
      Told.matches("haproxy-down-drain", cluster, operator.run("drain", "n2"));
      operator
          .run("check")
          .exits(7)
          .says(
              "fail  routing: HAProxy 127.0.0.1:"
                  + cluster.port("api")
                  + " can't be reached: Connection refused\n"
                  + "      remedy: start it, or correct routing in the file");
    } finally {
      cluster.pg("start", "haproxy");
    }
  }

  @Test
  @Order(2)
  void aNodeThatItLetsInAfterAReloadIsClosedAgain() throws Exception {
    Outcome outcome;
    String node;
    try (Launched roll = operator.roll("2.0.0")) {
      Told told = new Told(roll);
      node = told.await(Told.sending("RunUpgrade", "")).path("node").asText();
      assertEquals(Set.of(node), haproxy.closed());
      assertEquals(Set.of(node), other.closed());

      cluster.pg("reload-haproxy");
      haproxy.await(Set.of(node)::equals, LIMIT);
      assertEquals(Set.of(node), other.closed());
      told.await(Told.event("Exposed").and(event -> event.path("node").asText().equals(node)));
      outcome = roll.await().exits(0);
    }
    assertTrue(
        notes(Told.report(outcome), node).contains("clients reached it"),
        () -> Told.report(outcome).toPrettyString());
  }

  @Test
  @Order(3)
  void aRollWaitsForItToComeBack() throws Exception {
    try (Launched roll = operator.roll("3.0.0")) {
      Told told = new Told(roll);
      told.await(Told.sending("RunUpgrade", ""));
      cluster.pg("stop", "haproxy");
      told.await(HaproxyMishapsIT::missesIt);
      told.await(HaproxyMishapsIT::missesIt);
      cluster.pg("start", "haproxy");

      Outcome outcome = roll.await().exits(0);

      assertEquals("complete", Told.report(outcome).path("outcome").asText(), outcome::toString);
    }
  }

  @Test
  @Order(4)
  void nothingBeginsWhileTheyDisagree() throws Exception {
    String node = cluster.follower();
    String why =
        node
            + " is drained, held by somebody else, at the load balancer (run none, closed to"
            + " clients there, and not by tidalctl): --adopt "
            + node
            + " takes it over";
    other.drain(node);
    try {
      operator.run("drain", node).exits(3).says(why + "; nothing was changed");
      operator
          .run("roll", "--to", "4.0.0", "--yes")
          .exits(3)
          .says(why + " or --skip " + node + "; nothing was changed");
      operator
          .run("check")
          .exits(3)
          .says(
              "HAProxies disagree on the reads of %s: open on 127.0.0.1:%d, drained on 127.0.0.1:%d"
                  .formatted(node, cluster.port("api"), cluster.port("api2")));
      assertEquals(Set.of(), haproxy.closed());
      assertEquals(Set.of(node), other.closed());
    } finally {
      other.open(node);
    }
  }

  @Test
  @Order(5)
  void commandsOfTheOperatorsOwnMayCloseAndOpenNodes() throws Exception {
    String node = cluster.follower();
    try (OnCall byCommands = OnCall.with(cluster, "(?m)^  haproxy: .*$", commands())) {
      byCommands.runs("drain", node).exits(0);
      assertEquals(Set.of(node), haproxy.closed());
      assertEquals(Set.of(node), other.closed());

      byCommands.runs("rejoin", node).exits(0);
      assertEquals(Set.of(), haproxy.closed());
      assertEquals(Set.of(), other.closed());

      byCommands.runs("roll", "--to", "4.0.0", "--yes").exits(0);
      assertEquals(Set.of(), haproxy.closed());
      assertEquals(Set.of(), other.closed());

      other.drain(node);
      byCommands
          .runs("status")
          .exits(0)
          .says("routing.exec.check for " + node + " ended with exit status 3");
    } finally {
      other.open(node);
    }
  }

  /** The scripts that started the HAProxies tell both of them. */
  private static String commands() {
    return Stream.of("drain", "enable", "check")
        .map(
            what ->
                "%s: [\"%s\", %s-reads, \"%s\", \"{node}\"]"
                    .formatted(what, Path.of("src/it/pg").toAbsolutePath(), what, cluster.dir()))
        .collect(Collectors.joining(", ", "  exec: { ", " }"));
  }

  @Test
  @Order(6)
  void whoStaysUndoesADrainOrIsCut() throws Exception {
    try (Connection reader = cluster.connect(cluster.port("read"), LIMIT);
        Statement statement = reader.createStatement()) {
      statement.execute("SET application_name = 'monthly report'");
      String node = servedBy(statement);
      try (OnCall patient = afterTwoSeconds("fail")) {
        patient
            .runs("drain", node)
            .exits(6)
            .says(node + " was not empty after 2s: 1 requests in flight")
            .says("monthly report");
        assertEquals(Set.of(), haproxy.closed());
      }
      assertEquals(node, servedBy(statement));
      try (OnCall strict = afterTwoSeconds("cut")) {
        strict.runs("drain", node).exits(0);
        assertThrows(SQLException.class, () -> servedBy(statement));
        strict.runs("rejoin", node).exits(0);
      }
    }
  }

  private static OnCall afterTwoSeconds(String then) throws IOException {
    String backend = "writeBackend: pg_write";
    return OnCall.with(
        cluster, backend, backend + ", sessions: { wait: 2s, then: %s }".formatted(then));
  }

  private static String servedBy(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT inet_server_port()")) {
      row.next();
      int port = row.getInt(1);
      return cluster.nodes().stream()
          .filter(node -> cluster.port(node) == port)
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @Order(7)
  void whoIsSignedByAnotherAuthorityIsAskedNothing() throws Exception {
    Path stranger = Path.of("src/test/resources/dev/tidalctl/http/other-ca.pem").toAbsolutePath();
    String unsigned =
        "its certificate CN=server is not signed by a trusted authority (it is signed by"
            + " CN=rehearsal)";
    try (OnCall mistaken = OnCall.with(cluster, "ca: secrets/ca.pem", "ca: \"" + stranger + "\"")) {
      String patroni = "https://127.0.0.1:" + cluster.port("n1_rest") + ": " + unsigned;
      mistaken.runs("status").exits(7).says(patroni);
      mistaken.runs("drain", "n2").exits(7).says(patroni);
    }
    try (OnCall mistaken =
        OnCall.with(cluster, "ca: secrets/ca.pem(?=.*\\s*\\z)", "ca: \"" + stranger + "\"")) {
      String etcd = "https://127.0.0.1:" + cluster.port("etcd") + ": " + unsigned;
      mistaken.runs("roll", "--to", "5.0.0", "--yes").exits(7).says(etcd);
    }
    try (OnCall mistaken = trusting(stranger, "pgbouncer")) {
      mistaken
          .runs("roll", "--to", "4.0.0", "--yes")
          .exits(7)
          .says(
              "PgBouncer 127.0.0.1:"
                  + cluster.port("pgbouncer")
                  + " can't be reached: "
                  + unsigned);
    }
    try (OnCall mistaken =
        OnCall.with(
            cluster, "(?<=\\nsql: .{0,400})ca: secrets/ca.pem", "ca: \"" + stranger + "\"")) {
      mistaken
          .runs("check")
          .exits(7)
          .says("fail  sql n2: PostgreSQL at 127.0.0.1:" + cluster.port("n2") + ": " + unsigned);
    }
    try (OnCall mistaken = trusting(stranger, "haproxy")) {
      String proxy = "HAProxy 127.0.0.1:" + cluster.port("api") + " can't be reached: " + unsigned;
      mistaken.runs("status").says(proxy);
      mistaken.runs("roll", "--to", "5.0.0", "--yes").exits(7).says(proxy);
      mistaken.runs("roll", "--to", "5.0.0", "--dry-run").exits(7).says(proxy);
      mistaken.runs("drain", "n2").exits(7).says(proxy);
      mistaken.runs("check").exits(7).says(proxy);
    }
  }

  @ParameterizedTest
  @EnumSource(Untrusted.class)
  @Order(8)
  void whoShowsAnUntrustedCertificateIsToldNothing(Untrusted certificate, @TempDir Path folder)
      throws Exception {
    Path authority = new Certificates(folder).file(certificate.trusted());
    try (Impostor haproxy = Impostor.ofHaproxy(certificate, folder);
        OnCall mistaken = sentTo(haproxy, "api", "haproxy", authority)) {
      findsOut("HAProxy", haproxy, mistaken, certificate);
    }
    try (Impostor pgbouncer = Impostor.ofPgbouncer(certificate, folder);
        OnCall mistaken = sentTo(pgbouncer, "pgbouncer", "pgbouncer", authority)) {
      findsOut("PgBouncer", pgbouncer, mistaken, certificate);
    }
  }

  private static void findsOut(
      String whom, Impostor impostor, OnCall mistaken, Untrusted certificate) throws Exception {
    mistaken
        .runs("roll", "--to", "5.0.0", "--yes")
        .exits(7)
        .says("%s 127.0.0.1:%d can't be reached: ".formatted(whom, impostor.port()))
        .says(certificate.why());
    assertTrue(impostor.visited() > 0, "nobody came");
    assertEquals(0, impostor.told());
  }

  /** One whose cluster file has another address, and authority, under a key of {@code routing}. */
  private static OnCall sentTo(Impostor impostor, String port, String key, Path authority)
      throws IOException {
    String line =
        Files.readAllLines(cluster.clusterFile()).stream()
            .filter(each -> each.startsWith("  " + key + ": "))
            .findFirst()
            .orElseThrow();
    String changed =
        line.replace(
                "\"127.0.0.1:" + cluster.port(port) + "\"", "\"127.0.0.1:" + impostor.port() + "\"")
            .replace("ca: secrets/ca.pem", "ca: \"" + authority + "\"");
    return OnCall.with(cluster, Pattern.quote(line), changed);
  }

  @Test
  @Order(9)
  void whoShowsNoCertificateIsNotLetInByPostgres() throws Exception {
    try (OnCall mistaken = OnCall.with(cluster, "(?<=\\nsql: .{0,400}ca.pem), cert: [^}]*", " ")) {
      mistaken
          .runs("check")
          .exits(3)
          .says(
              "fail  sql n2: PostgreSQL at 127.0.0.1:"
                  + cluster.port("n2")
                  + " declines the login of the user ops: connection requires a valid client"
                  + " certificate");
    }
  }

  /** One whose cluster file names another authority under a key of {@code routing}. */
  private static OnCall trusting(Path authority, String key) throws IOException {
    return OnCall.with(
        cluster, "(?<=\\n  " + key + ": .{0,400})ca: secrets/ca.pem", "ca: \"" + authority + "\"");
  }

  private static boolean missesIt(JsonNode event) {
    return event.path("outcome").asText().equals("unreachable")
        && event
            .path("why")
            .asText()
            .equals(
                "HAProxy 127.0.0.1:"
                    + cluster.port("api")
                    + " can't be reached: Connection refused");
  }

  private static String notes(JsonNode report, String node) {
    for (JsonNode each : report.path("nodes")) {
      if (each.path("name").asText().equals(node)) {
        return each.path("notes").toString();
      }
    }
    return "";
  }
}
