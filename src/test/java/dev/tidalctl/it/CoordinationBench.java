package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What coordination costs: ten rolls of five nodes under 500 writes and 500 queries a second. Not
 * part of the build; {@code mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
 * -Dit.test=CoordinationBench} runs it, and the figures are in its report's output file.
 *
 * <p>The cost of a node is a fifth of what the roll took by its report, less the upgrade commands
 * and the soak. Catch-up, which is the rejoin, is contained in it and also shown apart.
 */
final class CoordinationBench {
  private static final int NODES = 5;
  private static final int ROLLS = 10;

  @TempDir private Path folder;

  private final List<Double> costs = new ArrayList<>();
  private final List<Double> catchUps = new ArrayList<>();
  private long peakKib;

  @Test
  void tenRollsOfFiveNodesUnderLoad() throws Exception {
    try (RealSandbox sandbox = RealSandbox.up(folder, NODES);
        RealLoad load = sandbox.load(500, 500)) {
      for (int roll = 0; roll < ROLLS; roll++) {
        measure(roll(sandbox, roll + 2 + ".0.0"));
      }
      System.out.printf(
          "coordination a node: median %.0f ms of %s%ncatch-up a node: median %.0f ms of %s%n"
              + "peak resident memory of the roll: %d MiB%n",
          median(costs), costs, median(catchUps), catchUps, peakKib / 1024);
      JsonNode seen = load.stop();
      System.out.printf(
          "queries failed %d, writes failed %d%n",
          seen.path("queriesFailed").asInt(), seen.path("writesFailed").asInt());
    }
  }

  private JsonNode roll(RealSandbox sandbox, String version)
      throws IOException, InterruptedException {
    try (Launched roll = sandbox.start("roll", "--to", version, "--yes", "-o", "json")) {
      peakKib = Math.max(peakKib, roll.peakResidentKib());
      return roll.await().exits(0).json();
    }
  }

  private void measure(JsonNode report) {
    Duration wall =
        Duration.between(
            Instant.parse(report.path("startedAt").asText()),
            Instant.parse(report.path("finishedAt").asText()));
    assertEquals(NODES, report.path("nodes").size(), report::toString);
    double others = seconds(report, "upgrade") + seconds(report, "soak");
    costs.add((double) Math.round((wall.toMillis() - others * 1000) / NODES));
    catchUps.add((double) Math.round(seconds(report, "rejoin") * 1000 / NODES));
  }

  private static double seconds(JsonNode report, String phase) {
    double sum = 0;
    for (JsonNode node : report.path("nodes")) {
      sum += node.path("phases").path(phase).path("seconds").asDouble(0);
    }
    return sum;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
