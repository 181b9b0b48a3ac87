package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The acceptance criteria of the design sketch, one by one, on real processes; {@link
 * SketchUnderLoadIT} has those that speak of clients. Its last one, that the linter and the
 * formatter are content, is part of every build.
 */
final class SketchCriteriaIT {
  @TempDir private static Path folder;

  private static RealSandbox sandbox;

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder.resolve("three"), 3);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @AfterEach
  void restore() throws Exception {
    sandbox.restore();
  }

  @Test
  void drainFailsWithInvalidStateIfItWouldLeaveNoServingNodes() throws Exception {
    try (RealSandbox alone = RealSandbox.up(folder.resolve("one"), 1)) {
      alone.tidalctl("drain", "node-0", "-o", "json").exits(3).says("0 of 1");

      assertEquals(List.of(), alone.control().transitions(0, List.of("routing", "leadership")));
      assertEquals("serving", alone.control().node("node-0").path("routing").asText());
    }
  }

  @Test
  void drainSucceedsOnceReplicationLagReachesZero() throws Exception {
    sandbox.fault("pause-apply", "node-1");
    sandbox.control().write("lagging", 20);
    try (Launched drain = sandbox.start("drain", "node-1", "-o", "json")) {
      sandbox.control().awaitRouting("node-1", "draining");
      sandbox.fault("resume-apply", "node-1");

      JsonNode node = drain.await().exits(0).json().path("node");
      assertEquals("Drained", node.path("status").asText());
      assertEquals(0, node.path("lag").asLong(-1));
    }
  }

  @Test
  void duringDrainTheWalShipperSkipsTheDrainedShardAndReadsFromOtherShardsSucceed()
      throws Exception {
    sandbox.tidalctl("drain", "node-1").exits(0);
    long applied = sandbox.control().node("node-1").path("appliedSeqno").asLong();

    long last = sandbox.control().write("skipped", 20);
    sandbox
        .control()
        .await(
            "what is written is applied elsewhere",
            seen -> applied(seen, "node-0") >= last && applied(seen, "node-2") >= last);

    for (long seqno = last - 19; seqno <= last; seqno++) {
      JsonNode read = sandbox.control().read(seqno, seqno);
      assertTrue(!read.path("node").asText().equals("node-1"), read::toString);
      assertEquals(1, read.path("signals").size(), read::toString);
    }
    assertEquals(0, sandbox.heldBy("node-1", last - 19, last).path("signals").size());
    assertEquals(applied, sandbox.control().node("node-1").path("appliedSeqno").asLong());
  }

  @Test
  void rejoinShipsAllWalSegmentsThatTheNodeMissedThenReEnablesRouting() throws Exception {
    sandbox.tidalctl("drain", "node-1").exits(0);
    long last = sandbox.control().write("missed", 20);
    long before = sandbox.control().lastTransition();

    JsonNode node = sandbox.tidalctl("rejoin", "node-1", "-o", "json").exits(0).json().path("node");

    assertEquals("serving", node.path("routing").asText());
    assertEquals(20, sandbox.heldBy("node-1", last - 19, last).path("signals").size());
    assertEquals(
        List.of("rejoining", "serving"),
        sandbox.control().transitions(before, List.of("routing")).stream()
            .map(transition -> transition.path("to").asText())
            .toList());
  }

  @Test
  void drainStopRestartRejoinLeavesAllSignalsWrittenMeanwhileOnTheRejoinedNode() throws Exception {
    long last = cycle("node-0");

    JsonNode held = sandbox.heldBy("node-0", last - 29, last);
    assertEquals(30, held.path("signals").size(), held::toString);
    assertEquals(
        IntStream.range(0, 30).mapToObj(number -> "meanwhile-" + number).toList(),
        held.path("signals").findValuesAsText("id"));
  }

  private static long applied(JsonNode cluster, String node) {
    return ControlApi.node(cluster, node).path("appliedSeqno").asLong();
  }

  private static long cycle(String node) throws IOException, InterruptedException {
    sandbox.tidalctl("drain", node).exits(0);
    sandbox.fault("stop", node);
    long last = sandbox.control().write("meanwhile", 30);
    sandbox.fault("start", node);
    sandbox.tidalctl("rejoin", node).exits(0);
    return last;
  }
}
