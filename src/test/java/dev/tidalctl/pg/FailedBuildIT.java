package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.util.List;
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

/**
 * Nodes that do not come back, or go, while a roll is at work; and the printed ways on from there.
 */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FailedBuildIT {
  private static RealPostgres cluster;
  private static OnCall operator;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    operator = OnCall.inHaste(cluster);
  }

  @AfterAll
  static void down() throws Exception {
    operator.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void aBuildThatDoesNotStart() throws Exception {
    Map<String, String> before = cluster.startTimes();
    cluster.pg("break", "n2");

    Outcome roll = operator.runs("roll", "--to", "2.0.0", "--yes");

    operator.sees("failed-build-roll", 5, roll);
    JsonNode held = node("n2");
    assertEquals("drained", held.path("routing").asText(), held::toPrettyString);
    for (String other : List.of("n1", "n3")) {
      assertEquals(before.get(other), cluster.startTimes().get(other), other);
      assertEquals("serving", node(other).path("routing").asText(), other);
    }
    operator.sees("failed-build-too-early", 3, operator.runsWhatIsNext(roll));
    cluster.pg("mend", "n2");
    cluster.pg("stop", "n2");
    cluster.pg("start", "n2");
    new Balancer(cluster).awaitLeader();
    Outcome back = operator.runsWhatIsNext(roll);
    operator.sees("failed-build-way-back", 0, back);
    JsonNode returned = node("n2");
    assertEquals("serving", returned.path("routing").asText(), returned::toPrettyString);
    assertEquals("2.0.0", returned.path("version").asText(), returned::toPrettyString);
  }

  @Test
  @Order(2)
  void aSecondNodeThatDiesMeanwhile() throws Exception {
    cluster.pg("settle");
    Outcome status = operator.runs("status").exits(0);
    Launched resumed = operator.starts("roll", "--resume", "--retry-failed", "--yes");
    try (Launched roll = resumed) {
      roll.awaitSaying("n3 Upgrading");
      cluster.pg("kill", "n2");
      Outcome ended = roll.await();

      status.says("roll --resume");
      operator.sees("second-dies-roll", 5, ended);
      cluster.pg("start", "n2");
      cluster.pg("settle");
      operator.confirmsWhatIsNext(ended).exits(0);
    }
    operator
        .status()
        .path("nodes")
        .forEach(n -> assertEquals("2.0.0", n.path("version").asText(), n::toPrettyString));
  }

  private static JsonNode node(String name) throws Exception {
    for (JsonNode node : operator.status().path("nodes")) {
      if (node.path("name").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no " + name);
  }
}
