package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidalctl.it.Launcher;
import dev.tidalctl.it.Outcome;
import dev.tidalctl.pg.PostgresLoad.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rolls of a real cluster, of which its clients see nothing. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PatroniRollIT {
  private static final double OF_A_PLAIN_STALL = 0.6;

  private final JsonMapper mapper = new JsonMapper();

  private static RealPostgres cluster;
  private static Duration plainStall = Duration.ZERO;

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
  }

  @AfterAll
  static void down() throws Exception {
    cluster.close();
  }

  /** Else HAProxy may find out in the midst of a roll who leads since the one before. */
  @BeforeEach
  void inHealth() throws Exception {
    cluster.pg("settle");
  }

  @Test
  @Order(1)
  void aPlainSwitchoverFailsWrites() throws Exception {
    Seen seen = PlainSwitchover.under(cluster);

    assertTrue(seen.writes().failed() > 0, seen::toString);
    plainStall = seen.writes().longestStall();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0.0", "3.0.0", "4.0.0"})
  @Order(2)
  void noClientSeesARoll(String version) throws Exception {
    String leader = cluster.leader();
    Map<String, String> before = cluster.startTimes();
    try (PostgresLoad load = PostgresLoad.start(cluster);
        Launcher launcher = new Launcher()) {
      PlainSwitchover.awaitWrites(load);
      String file = cluster.clusterFile().toString();
      long start = System.nanoTime();
      Outcome roll =
          launcher.run("roll", "--cluster", file, "--to", version, "--yes", "-o", "ndjson");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      PlainSwitchover.awaitWrites(load);
      Seen seen = load.stopAndVerify();
      Figures.add("tidalctl roll --to " + version, seen, took.dividedBy(before.size()));

      roll.exits(0);
      assertEquals(0, seen.reads().failed(), () -> seen + "\n" + roll);
      assertEquals(0, seen.writes().failed(), () -> seen + "\n" + roll);
      assertTrue(
          seen.writes().longestStall().toMillis() <= plainStall.toMillis() * OF_A_PLAIN_STALL,
          () -> "plain " + plainStall + ", " + seen + "\n" + roll);
      assertEquals(leader, firstSeen(roll).getLast(), roll::toString);
      reportIsRight(last(roll), version);
      everyNodeIs(launcher.run("status", "--cluster", file, "-o", "json").json(), version);
      cluster.startTimes().forEach((node, time) -> assertNotEquals(before.get(node), time, node));
    }
  }

  /** The nodes in the order in which anything was done to them. */
  private List<String> firstSeen(Outcome roll) {
    return roll.out()
        .lines()
        .map(this::read)
        .filter(event -> event.path("event").asText().equals("StageEntered"))
        .map(event -> event.path("node").asText())
        .distinct()
        .collect(Collectors.toList());
  }

  private JsonNode last(Outcome roll) {
    return read(roll.out().lines().reduce("", (one, other) -> other));
  }

  private JsonNode read(String line) {
    try {
      return mapper.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static void reportIsRight(JsonNode report, String version) {
    assertEquals("complete", report.path("outcome").asText(), report::toPrettyString);
    assertEquals(cluster.nodes().size(), report.path("nodes").size(), report::toPrettyString);
    for (JsonNode node : report.path("nodes")) {
      assertEquals("Complete", node.path("status").asText(), node::toPrettyString);
      assertEquals(version, node.path("toVersion").asText(), node::toPrettyString);
    }
    assertEquals(2, report.path("minServingObserved").asInt(), report::toPrettyString);
  }

  private static void everyNodeIs(JsonNode status, String version) {
    for (JsonNode node : status.path("nodes")) {
      assertEquals(version, node.path("version").asText(), node::toPrettyString);
      assertEquals("serving", node.path("routing").asText(), node::toPrettyString);
      assertTrue(node.path("healthy").asBoolean(), node::toPrettyString);
    }
  }
}
