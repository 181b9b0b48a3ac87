package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The acceptance criteria of the design sketch of which clients must notice nothing. */
@Tag("alone")
final class SketchUnderLoadIT {
  @TempDir private static Path folder;

  private static RealSandbox sandbox;

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder, 3);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @AfterEach
  void restore() throws Exception {
    sandbox.restore();
  }

  /** The goal is a second; a busy machine may take twice that. */
  @Test
  void drainUnderContinuousWritesEndsWithinASecond() throws Exception {
    long before = sandbox.control().lastTransition();
    List<Instant> times;
    try (RealLoad load = sandbox.load(200, 100)) {
      sandbox.tidalctl("drain", "node-1").exits(0);
      times =
          sandbox.control().transitions(before, List.of("routing")).stream()
              .map(transition -> Instant.parse(transition.path("at").asText()))
              .toList();
      sandbox.tidalctl("rejoin", "node-1").exits(0);
      load.stopFlawless();
    }

    assertEquals(2, times.size(), "draining, drained");
    Duration took = Duration.between(times.getFirst(), times.getLast());
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
  }

  @Test
  void rollingUpgradeOfAllNodesMaintainsAvailabilityAtEachStep() throws Exception {
    String leader = sandbox.control().leader();
    long before = sandbox.control().lastTransition();
    JsonNode report;
    try (RealLoad load = sandbox.load(100, 100)) {
      report = sandbox.tidalctl("roll", "--to", "2.0.0", "--yes", "-o", "json").exits(0).json();
      load.stopFlawless();
    }

    List<JsonNode> transitions = sandbox.control().transitions(before);
    assertEquals("complete", report.path("outcome").asText());
    assertEquals(2, report.path("minServingObserved").asInt());
    assertEquals(2, Served.fewest(transitions, 3));
    assertEquals(1, Served.mostOut(transitions));
    assertEquals(leader, Served.drained(transitions).getLast(), "the leader goes last");
    for (JsonNode shard : sandbox.control().cluster().path("shards")) {
      assertEquals("2.0.0", shard.path("version").asText());
    }
  }
}
