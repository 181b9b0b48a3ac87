package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tidalctl.it.Outcome;
import dev.tidalctl.pg.PostgresLoad.Seen;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** A changed setting that waits for a restart, which Patroni carries out node by node. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RestartIT {
  private static final String PENDING = "parameters wait for its next restart";

  private static RealPostgres cluster;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up("--loop-wait", "2");
  }

  @AfterAll
  static void down() throws Exception {
    cluster.close();
  }

  @Test
  @Order(1)
  void noClientSeesTheRestarts() throws Exception {
    Map<String, String> before = cluster.startTimes();
    cluster.pg("configure", "{\"postgresql\": {\"parameters\": {\"max_connections\": 110}}}");
    try (OnCall operator = OnCall.with(cluster, "command: \\[.*\\]", "restart: true");
        PostgresLoad load = PostgresLoad.start(cluster)) {
      Await.until("all nodes to need a restart", () -> pending(operator) == before.size());
      long start = System.nanoTime();
      Outcome roll = operator.runs("roll", "--yes");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      PlainSwitchover.awaitWrites(load);
      Seen seen = load.stopAndVerify();
      Figures.add("tidalctl roll, by restart", seen, took.dividedBy(before.size()));

      operator.sees("restart-roll", 0, roll);
      assertEquals(0, seen.reads().failed(), () -> seen + "\n" + roll);
      assertEquals(0, seen.writes().failed(), () -> seen + "\n" + roll);
      assertEquals(0, pending(operator));
    }
    cluster.startTimes().forEach((node, time) -> assertNotEquals(before.get(node), time, node));
    for (String node : cluster.nodes()) {
      assertEquals("110", cluster.pg("sql", node, "SHOW max_connections").out().strip(), node);
    }
  }

  @Test
  @Order(2)
  void whatTheLeaderWouldHaveToLowerFirstIsStillSaidToWait() throws Exception {
    cluster.pg("configure", "{\"postgresql\": {\"parameters\": {\"max_connections\": 105}}}");
    try (OnCall operator = OnCall.with(cluster, "command: \\[.*\\]", "restart: true")) {
      int nodes = cluster.nodes().size();
      Await.until("all nodes to need a restart", () -> pending(operator) == nodes);

      operator.runs("roll", "--yes").exits(0);

      assertEquals(nodes, pending(operator));
    }
    for (String node : cluster.nodes()) {
      assertEquals("110", cluster.pg("sql", node, "SHOW max_connections").out().strip(), node);
    }
  }

  /** Of how many nodes that is said. */
  private static long pending(OnCall operator) throws Exception {
    return operator.runs("status").exits(0).out().lines().filter(l -> l.contains(PENDING)).count();
  }
}
