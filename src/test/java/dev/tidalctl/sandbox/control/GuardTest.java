package dev.tidalctl.sandbox.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardTest {
  private static final int NODES = 8;

  @TempDir private Path dir;
  private final HandClocks clocks = new HandClocks();

  @Test
  void ofManyDrainsAtOnceExactlyOneGetsThrough() throws Exception {
    try (HealthyCluster cluster = new HealthyCluster(dir, NODES, clocks);
        ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
      long token = cluster.take(Lease.Kind.ROLL, "run");
      CyclicBarrier together = new CyclicBarrier(NODES - 1);
      List<Callable<Boolean>> drains =
          IntStream.range(1, NODES)
              .<Callable<Boolean>>mapToObj(
                  shard ->
                      () -> {
                        together.await(10, TimeUnit.SECONDS);
                        return drained(cluster, shard, token);
                      })
              .toList();

      int through = 0;
      for (Future<Boolean> drain : threads.invokeAll(drains)) {
        through += drain.get() ? 1 : 0;
      }

      assertEquals(1, through);
      assertEquals(NODES - 1, cluster.topology().state().serving());
    }
  }

  @Test
  void aNodeThatWasNotSeenLatelyCountsAsOut() throws Exception {
    try (HealthyCluster cluster = new HealthyCluster(dir, 3, clocks)) {
      long token = cluster.take(Lease.Kind.ROLL, "run");
      clocks.pass(Duration.ofSeconds(6));
      cluster.see(0);
      cluster.see(1);

      assertEquals(
          ProblemCode.WOULD_LEAVE_TOO_FEW_SERVING,
          assertThrows(Problem.class, () -> cluster.route(1, Routing.DRAINING, "run", token))
              .code());

      cluster.see(2);
      assertEquals(2, cluster.route(1, Routing.DRAINING, "run", token).serving());
    }
  }

  @Test
  void theLeaderIsNotDrained() throws Exception {
    try (HealthyCluster cluster = new HealthyCluster(dir, 3, clocks)) {
      long token = cluster.take(Lease.Kind.ROLL, "run");

      assertEquals(
          ProblemCode.IS_LEADER,
          assertThrows(Problem.class, () -> cluster.route(0, Routing.DRAINING, "run", token))
              .code());
    }
  }

  @Test
  void anothersHoldIsRespectedUnlessAdopted() throws Exception {
    try (HealthyCluster cluster = new HealthyCluster(dir, 3, clocks)) {
      long first = cluster.take(Lease.Kind.DRAIN, "first");
      cluster.route(1, Routing.DRAINING, "first", first);
      cluster.route(1, Routing.DRAINED, "first", first);
      clocks.pass(LeaseRules.TTL);
      long second = cluster.take(Lease.Kind.REJOIN, "second");

      assertEquals(
          ProblemCode.HELD_BY_OTHER,
          assertThrows(Problem.class, () -> cluster.route(1, Routing.REJOINING, "second", second))
              .code());
      assertEquals(
          Routing.REJOINING,
          HealthyCluster.request(Routing.REJOINING, "second", true)
              .carryOut(
                  cluster.topology(),
                  1,
                  second,
                  cluster.topology().state().revision(),
                  HealthyCluster.ONE)
              .member(1)
              .routing());
    }
  }

  /** Whether the drain got through; tries again while only the revision was in the way. */
  private static boolean drained(HealthyCluster cluster, int shard, long token) {
    while (true) {
      try {
        cluster.route(shard, Routing.DRAINING, "run", token);
        return true;
      } catch (Problem refused) {
        if (refused.code() != ProblemCode.REVISION_CHANGED) {
          assertEquals(ProblemCode.WOULD_LEAVE_TOO_FEW_SERVING, refused.code());
          return false;
        }
      }
    }
  }
}
