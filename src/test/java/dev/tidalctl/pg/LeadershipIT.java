package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
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

/** Leadership that goes where nobody sent it: a roll goes on from where it is, leader last. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LeadershipIT {
  private static RealPostgres cluster;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
  }

  @AfterAll
  static void down() throws Exception {
    cluster.close();
  }

  @Test
  @Order(1)
  void switchedOverToAnotherThanAsked() throws Exception {
    String url = "http://127.0.0.1:" + cluster.port("n1_rest");
    try (Detour detour = new Detour(cluster, "n1", "n2", "n3");
        OnCall operator = OnCall.with(cluster, url, detour.url())) {
      Outcome roll = operator.runs("roll", "--only", "n1", "--to", "2.0.0", "--yes");

      operator.sees("another-than-asked-roll", 0, roll);
    }
    assertEquals("n3", cluster.leader());
    cluster.pg("settle");
  }

  @Test
  @Order(2)
  void switchedOverBySomebodyElseMeanwhile() throws Exception {
    Map<String, String> before = cluster.startTimes();
    try (OnCall operator = OnCall.of(cluster);
        Launched roll = operator.starts("roll", "--to", "3.0.0", "--yes")) {
      roll.awaitSaying("n1 Upgrading");
      cluster.pg("switchover", "n3", "n2");

      operator.sees("leader-changed-roll", 0, withoutFloor(roll.await()));
    }
    assertNotEquals("n2", cluster.leader(), "it led when its turn came, and was rolled last");
    cluster.startTimes().forEach((node, time) -> assertNotEquals(before.get(node), time, node));
  }

  /** Who is switched over restarts: whether that is noticed while a node is out is chance. */
  private static Outcome withoutFloor(Outcome outcome) {
    String out =
        outcome.out().replaceFirst("never fewer than (1 node|2 nodes),", "never fewer than SOME,");
    return new Outcome(outcome.command(), outcome.code(), out, outcome.err());
  }
}
