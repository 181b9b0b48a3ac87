package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What befalls the load balancer before a roll and in the middle of it. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HaproxyMishapsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static RealPostgres cluster;
  private static Operator operator;
  private static Balancer haproxy;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
    operator = new Operator(cluster, "ann");
    haproxy = new Balancer(cluster);
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
  void nothingBeginsWithoutIt() throws Exception {
    cluster.pg("stop", "haproxy");
    try {
      Told.matches("haproxy-down-roll", cluster, operator.run("roll", "--to", "2.0.0", "--yes"));
      Told.matches("haproxy-down-drain", cluster, operator.run("drain", "n2"));
      operator
          .run("check")
          .exits(3)
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

      cluster.pg("reload-haproxy");
      haproxy.await(Set.of(node)::equals, LIMIT);
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
