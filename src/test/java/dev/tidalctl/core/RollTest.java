package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which nodes a roll takes, and in which order. */
class RollTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void anIdleClusterIsNotWaitedForToMove() {
    cluster.writeRate = 0;
    cluster.nodes.values().forEach(node -> node.upgradeTakes = Duration.ZERO);

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    Duration took = cluster.now().elapsed();
    assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, took::toString);
  }

  @Test
  void theLeaderGoesLastAndEveryEffectHasItsPlace() {
    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(
        List.of(
            "node-1 draining",
            "node-1 drained",
            "upgrade node-1",
            "node-1 rejoining",
            "ship node-1",
            "node-1 serving",
            "node-2 draining",
            "node-2 drained",
            "upgrade node-2",
            "node-2 rejoining",
            "ship node-2",
            "node-2 serving",
            "lead node-1",
            "node-0 draining",
            "node-0 drained",
            "upgrade node-0",
            "node-0 rejoining",
            "ship node-0",
            "node-0 serving"),
        cluster.asked);
    assertEquals(
        List.of("Draining", "Drained", "Upgrading", "Rejoining", "Complete"), scenario.statuses(0));
    assertEquals(2, cluster.fewestServing);
    assertEquals(OptionalInt.of(2), result.report().minServingObserved());
    assertEquals(Optional.empty(), result.next());
  }

  @Test
  void aSecondRollAfterACompleteOneFindsNothingToDo() {
    scenario.roll();
    cluster.asked.clear();

    assertEquals(Ending.Kind.NOTHING_TO_DO, scenario.roll().ending().kind());
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void aForeignHoldRefusesTheRollAndIsNamed() {
    holdBySomebodyElse(1);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("node-1 is drained, held by ann"));
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void aSkippedForeignHoldIsStillThereAfterwards() {
    holdBySomebodyElse(1);
    scenario.maxUnavailable = 2;
    Order.Roll all = scenario.order();
    Order.Roll order =
        new Order.Roll(
            all.members(),
            all.to(),
            all.command(),
            Set.of(),
            Set.of(new NodeName("node-1")),
            Set.of(),
            false,
            OptionalInt.empty());

    RunResult result = scenario.run(order, RunKind.ROLL);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
    assertEquals("ann", cluster.node(1).hold.orElseThrow().owner());
    assertEquals("2.0.0", cluster.node(0).version);
    assertEquals("2.0.0", cluster.node(2).version);
  }

  @Test
  void nodesOfOneZoneGoTogetherWithinTheBudget() {
    FakeCluster zoned = new FakeCluster(5, "a", "b", "b", "c", "c");
    Scenario two = new Scenario(zoned);
    two.maxUnavailable = 2;

    RunResult result = two.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(3, zoned.fewestServing);
    assertTrue(
        zoned.asked.indexOf("node-2 draining") < zoned.asked.indexOf("node-1 serving"),
        zoned.asked::toString);
    assertTrue(
        zoned.asked.indexOf("node-3 draining") > zoned.asked.indexOf("node-2 serving"),
        zoned.asked::toString);
  }

  @Test
  void anotherNodeDyingStopsTheRollBeforeTheNextOne() {
    cluster.at(Duration.ofMillis(1060), () -> cluster.node(2).reachable = false);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
    assertEquals("2.0.0", cluster.node(1).version);
    assertTrue(cluster.asked.stream().noneMatch(a -> a.startsWith("node-2")));
  }

  @Test
  void anUnreadyNodeIsRefusedUnlessAskedForAndThenGoesFirst() {
    cluster.node(2).reachable = false;
    assertEquals(Ending.Kind.REFUSED, scenario.roll().ending().kind());

    Order.Roll all = scenario.order();
    Order.Roll order =
        new Order.Roll(
            all.members(),
            all.to(),
            all.command(),
            Set.of(),
            Set.of(),
            Set.of(),
            true,
            OptionalInt.empty());
    RunResult result = scenario.run(order, RunKind.ROLL);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals("node-2 drained", cluster.asked.getFirst());
  }

  @Test
  void stopAfterOneEndsResumableAndTheNextRollGoesOn() {
    Order.Roll all = scenario.order();
    Order.Roll one =
        new Order.Roll(
            all.members(),
            all.to(),
            all.command(),
            Set.of(),
            Set.of(),
            Set.of(),
            false,
            OptionalInt.of(1));

    RunResult first = scenario.run(one, RunKind.ROLL);
    assertEquals(Ending.Kind.STOPPED, first.ending().kind());
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), first.next());
    assertEquals("1.0.0", cluster.node(2).version);

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    assertEquals(1, cluster.asked.stream().filter("upgrade node-1"::equals).count());
  }

  @Test
  void aLeaderThatChangesInMidRollIsStillLast() {
    cluster.at(Duration.ofMillis(500), () -> cluster.moveLeader(2));

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(
        cluster.asked.indexOf("upgrade node-0") < cluster.asked.indexOf("upgrade node-2"),
        cluster.asked::toString);
    assertTrue(cluster.asked.stream().noneMatch(a -> a.contains("WHILE IT LEADS")));
  }

  @Test
  void leadershipThatWillNotMoveLeavesTheLeaderServing() {
    cluster.handsOver = false;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains("leadership did not move from node-0"));
    assertEquals(Routing.SERVING, cluster.node(0).routing);
    assertEquals(3, cluster.asked.stream().filter(a -> a.startsWith("lead")).count());
  }

  @Test
  void retentionShorterThanAnUpgradeIsRefusedBeforeAnyChange() {
    cluster.retentionCap = OptionalLong.of(10_000);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains("keeps WAL for 20 s"), result.ending().reason());
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void retentionShorterThanTheLimitsIsAWarningAndNearingItIsSaid() {
    cluster.retentionCap = OptionalLong.of(50_000);
    cluster.node(1).upgradeTakes = Duration.ofSeconds(85);

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    assertTrue(scenario.warned("keeps WAL for 100 s"));
    assertTrue(scenario.warned("node-1 has missed 50 %"));
    assertTrue(scenario.warned("node-1 has missed 80 %"));
  }

  @Test
  void theReportTellsHowLongEachPartTook() {
    RunResult result = scenario.roll();

    result
        .report()
        .nodes()
        .forEach(
            n -> {
              assertEquals(new NodeUpgradeStatus.Complete(), n.status());
              assertEquals(Duration.ofSeconds(1), n.spans().get(RunReport.Span.UPGRADE));
              assertEquals(3, n.spans().size());
            });
  }

  private void holdBySomebodyElse(int node) {
    cluster.node(node).routing = Routing.DRAINED;
    cluster.node(node).hold =
        Optional.of(
            new Hold(
                "ann",
                new RunId("run-0"),
                "desk",
                "disk swap",
                Instant.EPOCH,
                Phase.DRAINED,
                Optional.empty(),
                Optional.empty()));
  }
}
