package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Without etcd nothing begins; what it interrupts goes on when it is back. */
@Tag("debian")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EtcdDownIT {
  private static RealPostgres cluster;
  private static Operator operator;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    operator = new Operator(cluster, "ann");
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void nothingBegins() throws Exception {
    operator.run("check").exits(0).says("pass  etcd: http://127.0.0.1:" + cluster.port("etcd"));
    cluster.pg("stop", "etcd");
    try {
      Told.matches("etcd-down-roll", cluster, operator.run("roll", "--to", "2.0.0", "--yes"));
      Told.matches("etcd-down-drain", cluster, operator.run("drain", "n2"));
      Outcome status = operator.run("status", "--exit-code").exits(5);
      assertTrue(status.out().contains("lease    not known\nrun      not known\n"), status::out);
      Outcome check = operator.run("check");
      assertEquals(missedByPatroniToo(check) ? 3 : 7, check.code(), check::toString);
      assertEquals(
          """
          fail  state: etcd: http://127.0.0.1:<etcd>: no connection (Connection refused)
          fail  etcd: etcd: http://127.0.0.1:<etcd>: no connection (Connection refused)
                remedy: start it, or correct state.etcd: nothing begins without
          warn  lease: whether it is free, or a node held, is kept in etcd: not known
          """,
          about(check));
    } finally {
      startEtcd();
    }
    new Balancer(cluster).awaitWholesome();
    new PatroniRounds(cluster).awaitOneTimeline();
    assertEquals(List.of(), operator.commands());
  }

  /**
   * Whether something fails besides what can't be reached and the roll that rests on it: once
   * Patroni misses etcd too, it holds nobody for the leader any more.
   */
  private static boolean missedByPatroniToo(Outcome check) {
    return check
        .out()
        .lines()
        .filter(line -> line.startsWith("fail  ") && !line.startsWith("fail  roll"))
        .anyMatch(
            line ->
                !line.contains("etcd: http")
                    && !line.contains("Patroni does not answer for the cluster"));
  }

  private static void startEtcd() throws Exception {
    Instant before = Instant.now();
    cluster.pg("start", "etcd");
    new PatroniRounds(cluster).awaitLookedSince(before);
  }

  /** What a check says of etcd and of what is kept there; the rest depends on when it looks. */
  private static String about(Outcome check) {
    return Told.steady(check.out(), cluster)
        .lines()
        .filter(line -> line.matches(".* (etcd|lease): .*|.*remedy: .*state\\.etcd.*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  @Order(2)
  void aRollGoesOnWhenItIsBack() throws Exception {
    Outcome interrupted;
    try (Launched roll = operator.roll("2.0.0")) {
      Told told = new Told(roll);
      told.await(Told.sending("RunUpgrade", ""));
      cluster.pg("stop", "etcd");
      told.awaitOrEnd(Told.event("LeaseLost").or(Told.event("JournalLost")));
      startEtcd();
      interrupted = roll.await();
    }
    Told.endsAs("etcd-down-during-roll", cluster, interrupted);
    new Balancer(cluster).awaitLeader();
    new PatroniRounds(cluster).awaitOneTimeline();

    Outcome resumed = operator.resume().await().exits(0);

    assertEquals("complete", Told.report(resumed).path("outcome").asText(), resumed::toString);
    assertEquals(
        List.of("n1 2.0.0", "n2 2.0.0", "n3 2.0.0"),
        operator.commands().stream().sorted().toList(),
        resumed::toString);
  }
}
