package dev.tidalctl.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal cluster's promises, by raw HTTP. */
final class RehearsalTest {
  @TempDir private Path dir;

  @Test
  void aDrainedNodeMissesWritesAndHasThemAllAfterRestartAndRejoin() throws Exception {
    try (Rehearsal cluster = Rehearsal.of(dir, 3, 100_000)) {
      List<String> written = new ArrayList<>();
      cluster.takeLease();
      ok(cluster.route(1, "draining"));
      writeSome(cluster, written, 20);
      Position fence = fence(ok(cluster.route(1, "draining")));
      cluster.await(1, node -> node.optNumber("appliedSeqno").orElse(0) >= fence.seqno());
      ok(cluster.route(1, "drained"));
      long appliedWhenDrained = cluster.node(1).number("appliedSeqno");
      String incarnation = cluster.node(1).text("incarnation");
      writeSome(cluster, written, 20);
      assertEquals(appliedWhenDrained, cluster.node(1).number("appliedSeqno"));

      cluster.stopNode(1);
      writeSome(cluster, written, 20);
      cluster.startNode(1, "2.0.0");
      JsonObject restarted = cluster.await(1, node -> node.flag("reachable"));
      assertEquals("2.0.0", restarted.text("version"));
      assertNotEquals(incarnation, restarted.text("incarnation"));
      assertEquals("drained", restarted.text("routing"));

      ok(cluster.route(1, "rejoining"));
      assertEquals(202, cluster.ship(1, 1, appliedWhenDrained).status());
      Position beat = Position.from(ok(cluster.heartbeat()).document().object("position"));
      cluster.await(1, node -> node.optNumber("appliedSeqno").orElse(0) >= beat.seqno());
      assertEquals(
          ok(cluster.get("/v1/shards/0/digest?at=" + beat.seqno())).document(),
          ok(cluster.get("/v1/shards/1/digest?at=" + beat.seqno())).document());
      ok(cluster.route(1, "serving"));

      assertEquals(written, cluster.signalsOn(1));
      assertEquals(2, leastServing(cluster));
    }
  }

  /**
   * What a look shows is from after it was asked for: nothing acknowledged before is missing. A
   * look that took 20 ms has not waited for a node that was slow, and is not judged.
   */
  @Test
  void aLookShowsEveryWriteThatWasAcknowledgedBefore() throws Exception {
    try (Rehearsal cluster = Rehearsal.of(dir, 3, 100_000)) {
      int judged = 0;
      for (int i = 0; judged < 20 && i < 1000; i++) {
        long written = cluster.write("signal-" + i);
        long began = System.nanoTime();
        long shown = cluster.snapshot().number("leaderSeqno");
        if (System.nanoTime() - began < Duration.ofMillis(20).toNanos()) {
          judged++;
          assertTrue(shown >= written, () -> written + " was acknowledged, " + shown + " shown");
        }
      }
      assertEquals(20, judged);
    }
  }

  @Test
  void leadershipMovesUnderWritesWithoutLosingOrFailingOne() throws Exception {
    try (Rehearsal cluster = Rehearsal.of(dir, 3, 100_000);
        ExecutorService writers = Executors.newFixedThreadPool(4)) {
      cluster.takeLease();
      CountDownLatch underWay = new CountDownLatch(40);
      List<Callable<List<String>>> work = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        String name = "writer-" + writer;
        work.add(() -> writeMany(cluster, name, underWay));
      }
      List<Future<List<String>>> writing = work.stream().map(writers::submit).toList();
      underWay.await();

      assertEquals(202, cluster.handOver(0, 2, 1).status());
      JsonObject after = cluster.awaitCluster(now -> now.number("leader") == 2);

      assertEquals(2, after.number("term"));
      Set<String> acknowledged = new TreeSet<>();
      for (Future<List<String>> written : writing) {
        acknowledged.addAll(written.get());
      }
      Position beat = Position.from(ok(cluster.heartbeat()).document().object("position"));
      assertEquals(2, beat.term());
      for (int shard = 0; shard < 3; shard++) {
        cluster.await(shard, node -> node.optNumber("appliedSeqno").orElse(0) >= beat.seqno());
        assertEquals(acknowledged, new TreeSet<>(cluster.signalsOn(shard)));
      }
    }
  }

  @Test
  void aHandoverWhoseTargetDoesNotCatchUpLeavesTheOldLeaderAndEveryWrite() throws Exception {
    try (Rehearsal cluster = Rehearsal.of(dir, 3, 100_000);
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      cluster.takeLease();
      cluster.fault(2, "pause-apply");
      long before = cluster.write("before");
      assertEquals(202, cluster.handOver(0, 2, 1).status());
      Future<Long> held = writer.submit(() -> cluster.write("held"));

      assertEquals(before + 1, held.get());
      JsonObject after = cluster.snapshot();
      assertEquals(0, after.number("leader"));
      assertEquals(1, after.number("term"));
      cluster.fault(2, "heal");
      cluster.await(2, node -> node.optNumber("appliedSeqno").orElse(0) > before);
      assertEquals(List.of("before", "held"), cluster.signalsOn(2));
    }
  }

  @Test
  void aNodeThatNeedsWhatIsNoLongerKeptIsToldSoAndSkipsNothing() throws Exception {
    try (Rehearsal cluster = Rehearsal.of(dir, 3, 200)) {
      cluster.takeLease();
      ok(cluster.route(1, "draining"));
      ok(cluster.route(1, "drained"));
      Position applied = position(cluster.node(1));
      List<String> written = new ArrayList<>();
      writeSome(cluster, written, 600);

      ok(cluster.route(1, "rejoining"));
      Reply gap = cluster.ship(1, applied.term(), applied.seqno());

      assertEquals(410, gap.status(), gap.text());
      assertEquals("wal_gap", gap.document().text("code"));
      assertTrue(gap.document().number("firstKeptSeqno") > applied.seqno() + 1);
      assertEquals(applied, position(cluster.node(1)), "nothing was skipped");
    }
  }

  @Test
  void aRestartedControlPlaneKnowsItsClusterAndClientsGoOn() throws Exception {
    try (Rehearsal cluster = Rehearsal.of(dir, 3, 100_000)) {
      cluster.takeLease();
      ok(cluster.route(1, "draining"));
      ok(cluster.route(1, "drained"));
      JsonObject before = cluster.snapshot();
      int transitions = transitions(cluster).size();

      cluster.restartControl();

      JsonObject after =
          cluster.awaitCluster(
              now ->
                  now.objects("shards").stream()
                      .allMatch(node -> node.optNumber("appliedSeqno").isPresent()));
      assertEquals(before.number("epoch") + 1, after.number("epoch"));
      assertEquals("drained", after.objects("shards").get(1).text("routing"));
      assertEquals("run", after.object("lease").text("runId"));
      assertTrue(transitions(cluster).size() >= transitions);
      ok(cluster.route(1, "rejoining"));
      cluster.write("after the restart");
    }
  }

  private static List<String> writeMany(Rehearsal cluster, String name, CountDownLatch underWay)
      throws IOException {
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String id = name + "-" + i;
      cluster.write(id);
      acknowledged.add(id);
      underWay.countDown();
    }
    return acknowledged;
  }

  private static void writeSome(Rehearsal cluster, List<String> written, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      String id = "s-" + written.size();
      cluster.write(id);
      written.add(id);
    }
  }

  private static long leastServing(Rehearsal cluster) throws IOException {
    return transitions(cluster).stream()
        .filter(entry -> !entry.text("kind").equals("reachability"))
        .mapToLong(entry -> entry.number("servingAfter"))
        .min()
        .orElseThrow();
  }

  private static List<JsonObject> transitions(Rehearsal cluster) throws IOException {
    return cluster.get("/v1/transitions?since=0").document().objects("transitions");
  }

  private static Position position(JsonObject node) {
    return new Position(node.number("term"), node.number("appliedSeqno"));
  }

  private static Position fence(Reply reply) {
    return Position.from(reply.document().object("fence"));
  }

  private static Reply ok(Reply reply) {
    assertEquals(200, reply.status(), reply.text());
    return reply;
  }
}
