package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void aFollowerIsDrainedUnderAHoldAndTheNextCommandIsNamed() {
    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(List.of("node-1 draining", "node-1 drained"), cluster.asked);
    assertEquals("sre", cluster.node(1).hold.orElseThrow().owner());
    assertEquals(Optional.of("tidalctl rejoin node-1 --cluster test.yaml"), result.next());
    assertTrue(cluster.now().elapsed().toMillis() < 1000);
  }

  @Test
  void theOnlyNodeIsNeverDrained() {
    FakeCluster one = new FakeCluster(1);

    RunResult result = new Scenario(one).drain(0);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("0 of 1 nodes serving"));
    assertEquals(List.of(), one.asked);
  }

  @Test
  void aSecondNodeIsBeyondTheBudget() {
    scenario.drain(1);
    cluster.asked.clear();

    RunResult result = scenario.drain(2);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("more than maxUnavailable 1"));
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void aNodeThatIsAlreadyDownCountsAgainstTheBudget() {
    cluster.node(2).reachable = false;

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("node-2 is unhealthy: it does not answer"));
  }

  @Test
  void drainedAgainUnderOnesOwnHoldIsNothingToDo() {
    scenario.drain(1);

    assertEquals(Ending.Kind.NOTHING_TO_DO, scenario.drain(1).ending().kind());
  }

  @Test
  void anothersHoldIsRefusedAndNamed() {
    scenario.drain(1);
    scenario.owner = "bob";

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("held by sre"), result.ending().reason());
  }

  /** Left as it was, it could not be put back: only with a hold is it taken over. */
  @Test
  void aDrainingNodeThatIsGivenToUsIsMarkedOursFirst() {
    scenario.drain(1);
    FakeNode left = cluster.node(1);
    left.routing = Routing.DRAINING;
    cluster.asked.clear();
    scenario.owner = "bob";
    scenario.adopt = Set.of(left.name);

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(List.of("node-1 draining (DRAINING)", "node-1 drained"), cluster.asked);
    assertEquals("bob", left.hold.orElseThrow().owner());
  }

  @Test
  void theLeaderHandsOverFirst() {
    RunResult result = scenario.drain(0);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(List.of("lead node-1", "node-0 draining", "node-0 drained"), cluster.asked);
  }

  @Test
  void anotherMayTakeOverThanWasAsked() {
    cluster.usurper = OptionalInt.of(2);

    RunResult result = scenario.drain(0);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(
        List.of("node-2 leads, though node-1 was asked"),
        scenario.events.stream()
            .flatMap(e -> e.event() instanceof Event.Warned(String w) ? Stream.of(w) : Stream.of())
            .toList());
  }

  @Test
  void withoutAnHeirWhatIsWrongWithEachFollowerIsTold() {
    cluster.node(1).electable = false;
    cluster.node(2).electable = false;

    RunResult result = scenario.drain(0);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(
        result
            .ending()
            .reason()
            .contains("healthy and electable: node-1 may not lead, node-2 may not lead"),
        result.ending().reason());
  }

  @Test
  void pausedApplyingTimesOutAndIsPutBack() {
    cluster.node(1).applying = false;
    cluster.node(1).work = List.of("its replay is paused");

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertTrue(result.ending().reason().contains("stuck for "), result.ending().reason());
    assertTrue(
        result.ending().reason().contains("s: its replay is paused; "), result.ending().reason());
    assertTrue(result.ending().reason().contains("node-1 is serving, as it was"));
    assertEquals(Routing.SERVING, cluster.node(1).routing);
    assertEquals(Optional.empty(), cluster.node(1).hold);
    assertTrue(cluster.now().elapsed().toSeconds() < 40);
  }

  @Test
  void workThatNeverEndsTimesOutAndIsPutBack() {
    cluster.node(1).inFlight = 3;

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertTrue(result.ending().reason().contains("3 requests in flight"));
    assertEquals(Routing.SERVING, cluster.node(1).routing);
  }

  @Test
  void anotherNodeDyingInMidDrainPutsTheNodeBack() {
    cluster.node(1).inFlight = 1;
    cluster.at(Duration.ofSeconds(3), () -> cluster.node(2).reachable = false);
    cluster.at(Duration.ofSeconds(4), () -> cluster.node(1).inFlight = 0);

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.FAILED, result.ending().kind(), result.ending().reason());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
  }

  @Test
  void aChangeOfTermVoidsTheFence() {
    cluster.node(1).applying = false;
    cluster.at(Duration.ofSeconds(2), () -> cluster.moveLeader(2));
    cluster.at(Duration.ofSeconds(3), () -> cluster.node(1).applying = true);

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(cluster.now().elapsed().toSeconds() >= 3);
  }

  @Test
  void anInterruptPutsTheNodeBack() {
    cluster.node(1).inFlight = 1;
    cluster.stopAt(Duration.ofSeconds(1), Input.Stop.AFTER_NODE);

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.INTERRUPTED, result.ending().kind());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
  }

  @Test
  void anUnknownNodeIsRefusedWithTheOnesThereAre() {
    RunResult result =
        scenario.run(new Order.Drain(new NodeName("node-9"), "", Set.of()), RunKind.DRAIN);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("it has node-0, node-1, node-2"));
  }
}
