package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RejoinTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @BeforeEach
  void drained() {
    scenario.drain(1);
    cluster.asked.clear();
    scenario.events.clear();
  }

  @Test
  void aDrainedNodeIsShippedToProvenAndServed() {
    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(List.of("node-1 rejoining", "ship node-1", "node-1 serving"), cluster.asked);
    assertEquals(Optional.empty(), cluster.node(1).hold);
    assertTrue(result.report().nodes().getFirst().notes().getFirst().contains("heartbeat"));
  }

  @Test
  void aServingNodeIsVerifiedAndLeftAlone() {
    RunResult result = scenario.rejoin(2);

    assertEquals(Ending.Kind.NOTHING_TO_DO, result.ending().kind());
    assertTrue(result.ending().reason().contains("node-2 is serving and healthy"));
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void aGapNamesWhatIsNeededAndWhatIsKept() {
    cluster.firstKept = OptionalLong.of(999_999);

    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(
        result.ending().reason().matches(".*from seqno \\d+, but the first kept is seqno 999999.*"),
        result.ending().reason());
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
  }

  @Test
  void aGapInPostgresIsNamedAsPostgresNamesIt() {
    cluster.lagUnit = LagUnit.BYTES;
    cluster.firstKept = OptionalLong.of((3L << 32) + 0x5000000);

    RunResult result = scenario.rejoin(1);

    assertTrue(
        result
            .ending()
            .reason()
            .matches(".* from LSN 0/[0-9A-F]+, but the first kept is LSN 3/5000000:.*"),
        result.ending().reason());
  }

  @Test
  void aDivergedNodeIsNeverServed() {
    cluster.node(1).diverged = true;

    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains("off the leader's history"));
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void differingContentKeepsTheNodeOutOfService() {
    cluster.digestsAgree = false;

    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains("differs from the leader's"));
    assertEquals(Routing.REJOINING, cluster.node(1).routing);
  }

  @Test
  void withoutHeartbeatsTheReportSaysNotProven() {
    cluster.heartbeats = false;

    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(
        result.report().nodes().getFirst().notes().stream()
            .anyMatch(n -> n.startsWith("not proven by new WAL")));
  }

  @Test
  void anIdleClusterIsProvenByTheHeartbeat() {
    cluster.writeRate = 0;

    assertEquals(Ending.Kind.COMPLETE, scenario.rejoin(1).ending().kind());
    assertTrue(scenario.events.stream().anyMatch(r -> r.event() instanceof Event.Proven));
  }

  /** Its fences are read by looks of their own; nothing in it will move. */
  @Test
  void anIdleClusterIsNotWaitedForToMove() {
    cluster.writeRate = 0;
    Duration before = cluster.now().elapsed();

    assertEquals(Ending.Kind.COMPLETE, scenario.rejoin(1).ending().kind());
    Duration took = cluster.now().elapsed().minus(before);
    assertTrue(took.compareTo(Duration.ofMillis(400)) < 0, took::toString);
  }

  @Test
  void noProgressTimesOutAndTheNodeStaysHeld() {
    cluster.node(1).applying = false;

    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertTrue(result.ending().reason().contains("no progress for 1m"));
    assertEquals(Routing.REJOINING, cluster.node(1).routing);
    assertTrue(cluster.node(1).hold.isPresent());
    assertEquals(Optional.of("tidalctl rejoin node-1 --cluster test.yaml"), result.next());
  }

  @Test
  void anInterruptedRejoinIsFinishedByTheNextOne() {
    cluster.node(1).applying = false;
    scenario.rejoin(1);
    cluster.node(1).applying = true;
    cluster.asked.clear();

    assertEquals(Ending.Kind.COMPLETE, scenario.rejoin(1).ending().kind());
    assertEquals(List.of("ship node-1", "node-1 serving"), cluster.asked);
  }

  @Test
  void aRestartOnTheWayStartsTheCatchUpAnew() {
    cluster.node(1).applying = false;
    cluster.at(
        cluster.now().elapsed().plus(Duration.ofSeconds(2)),
        () -> {
          cluster.node(1).starts++;
          cluster.node(1).applying = true;
        });

    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(2, cluster.asked.stream().filter("ship node-1"::equals).count());
  }

  @Test
  void aNodeThatDoesNotAnswerIsRefused() {
    cluster.node(1).reachable = false;

    RunResult result = scenario.rejoin(1);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("does not answer"));
  }

  @Test
  void anothersHoldNeedsAdoption() {
    scenario.owner = "bob";

    assertEquals(Ending.Kind.REFUSED, scenario.rejoin(1).ending().kind());
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void heartbeatLinesNameWhatIsWaitedFor() {
    cluster.node(1).applying = false;

    scenario.rejoin(1);

    assertTrue(
        scenario.events.stream()
            .anyMatch(
                r ->
                    r.event() instanceof Event.StillWaiting(String text)
                        && text.contains("node-1 to catch up with fence")));
  }
}
