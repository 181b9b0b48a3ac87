package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A roll whose lease, control plane or operator comes in between. */
class RollDisturbedTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void theLeaseIsRenewedWhileACommandRunsForHalfAnHour() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(29);

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    assertTrue(
        cluster.lease.renewals > 29 * 60 / 6, () -> "renewed " + cluster.lease.renewals + " times");
  }

  @Test
  void aLostLeaseEndsTheRunWithoutAnotherChange() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(2);
    cluster.at(Duration.ofSeconds(20), () -> cluster.lease.stolen = true);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.LEASE, result.ending().kind());
    assertEquals("upgrade node-1", cluster.asked.getLast());
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
    assertTrue(cluster.now().elapsed().toSeconds() >= 120, "the command was awaited");
  }

  @Test
  void aChangeThatIsRefusedAfterTheLeaseWasLostWasNone() {
    cluster.takes = routingTakes(Duration.ofSeconds(11));
    cluster.at(Duration.ofSeconds(1), () -> cluster.lease.stolen = true);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.LEASE, result.ending().kind(), result.ending().reason());
    assertTrue(result.ending().reason().endsWith("; nothing was changed"), result::toString);
    assertEquals(Optional.of("tidalctl status --cluster test.yaml"), result.next());
    assertFalse(result.report().changed());
  }

  @Test
  void aChangeThatIsMadeAsTheLeaseIsLostIsKnown() {
    cluster.takes = routingTakes(FakeLease.TTL.plusSeconds(1));
    cluster.losesReply = Effect.RenewLease.class::isInstance;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.LEASE, result.ending().kind(), result.ending().reason());
    assertTrue(result.ending().reason().contains("nothing more is changed"), result::toString);
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), result.next());
  }

  @Test
  void whoeverRefusesAChangeIsReachableThoughNoLookSucceeds() {
    cluster.takes = routingTakes(Duration.ofSeconds(11));
    cluster.at(Duration.ofSeconds(1), () -> cluster.lease.stolen = true);
    cluster.at(Duration.ofSeconds(1), () -> cluster.blind = true);

    assertEquals(Ending.Kind.LEASE, scenario.roll().ending().kind());
  }

  private static Function<Effect, Duration> routingTakes(Duration time) {
    return effect -> effect instanceof Effect.ChangeRouting ? time : Duration.ofMillis(2);
  }

  @Test
  void everyReplyLostChangesNothingTwice() {
    cluster.losesReply =
        effect ->
            effect.changes()
                && !(effect instanceof Effect.RunUpgrade)
                && !(effect instanceof Effect.Ship)
                && !(effect instanceof Effect.AppendHeartbeat);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(cluster.asked.stream().distinct().toList(), cluster.asked);
  }

  @Test
  void theFirstInterruptFinishesTheNodeInHand() {
    cluster.stopAt(Duration.ofMillis(700), Input.Stop.AFTER_NODE);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.STOPPED, result.ending().kind());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
    assertEquals("2.0.0", cluster.node(1).version);
    assertEquals("1.0.0", cluster.node(2).version);
  }

  @Test
  void theSecondInterruptDuringACommandStopsAtOnceAndNamesTheNodeLeft() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(5);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.AFTER_NODE);
    cluster.stopAt(Duration.ofSeconds(3), Input.Stop.NOW);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.INTERRUPTED, result.ending().kind());
    assertTrue(result.ending().reason().contains("node-1 is left Upgrading, held"));
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), result.next());
    assertTrue(cluster.now().elapsed().toSeconds() < 15);
  }

  @Test
  void anAbandonedRunIsNamedWithItsWayOut() {
    cluster.lease.foreign =
        Optional.of(
            new LeaseHolder(
                "ann",
                "desk",
                new RunId("run-0"),
                RunKind.ROLL,
                Optional.empty(),
                Instant.EPOCH,
                true));

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.LEASE, result.ending().kind());
    assertEquals(Optional.of("tidalctl roll --resume run-0 --cluster test.yaml"), result.next());
  }

  @Test
  void anotherClusterThanNamedIsLeftAloneBeforeTheLease() {
    cluster.reachable = false;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.UNREACHABLE, result.ending().kind());
    assertEquals(Optional.of("tidalctl check --cluster test.yaml"), result.next());
  }

  @Test
  void aShortOutageOfTheControlPlaneIsRiddenOut() {
    cluster.at(Duration.ofMillis(300), () -> cluster.reachable = false);
    cluster.at(Duration.ofSeconds(9), () -> cluster.reachable = true);

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
  }

  @Test
  void aLongOutageEndsTheRunWhenTheLeaseIsOver() {
    cluster.at(Duration.ofMillis(300), () -> cluster.reachable = false);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.LEASE, result.ending().kind());
    assertTrue(cluster.now().elapsed().toSeconds() < 20);
  }

  @Test
  void whyTheLeaseCouldNotBeRenewedIsStillSaidWhenTheCommandHasEnded() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(2);
    cluster.at(Duration.ofSeconds(20), () -> cluster.reachable = false);
    cluster.at(Duration.ofSeconds(60), () -> cluster.reachable = true);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.LEASE, result.ending().kind());
    assertTrue(
        result.ending().reason().contains("could not be renewed for 15s (no route to test)"),
        result.ending().reason());
  }

  /** It could not be drained from there, and rejoin would wait for the version that it has not. */
  @Test
  void aNodeLeftRejoiningAtAnotherVersionIsBroughtBackAsItIsAndThenUpgraded() {
    scenario.run = "run-0";
    cluster.node(1).comesBackAs = Optional.of("1.5.0");
    scenario.roll();
    FakeNode left = cluster.node(1);
    left.routing = Routing.REJOINING;
    left.comesBackAs = Optional.empty();
    scenario.run = "run-1";
    cluster.asked.clear();

    RunResult refused = scenario.roll();
    assertEquals(Ending.Kind.REFUSED, refused.ending().kind());
    assertTrue(refused.ending().reason().contains("--adopt node-1"), refused.ending().reason());

    scenario.adopt = Set.of(left.name);
    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals("2.0.0", left.version);
    assertEquals(
        List.of(
            "node-1 rejoining (REJOINING)",
            "ship node-1",
            "node-1 serving",
            "node-1 draining",
            "node-1 drained",
            "upgrade node-1"),
        cluster.asked.stream().filter(a -> a.contains("node-1")).limit(6).toList());
  }

  /** Its command may still run there, although its lease is gone. */
  @Test
  void aNodeTakenOverFromARunElsewhereIsUpgradedOnlyWhenToldTwice() {
    FakeNode left = leftUpgradingBy("run-0", "jumphost");

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(
        result
            .ending()
            .reason()
            .contains(
                "is unknown: it was started, if at all, on jumphost by run run-0, and may still"
                    + " run there; the node is not back at the wanted version"),
        result.ending().reason());
    assertEquals("1.0.0", left.version);
    assertEquals(List.of("node-1 drained (DRAINED)"), asked("node-1"));

    assertEquals(Ending.Kind.COMPLETE, scenario.resume(true).ending().kind());
    assertEquals("2.0.0", left.version);
  }

  @Test
  void aNodeTakenOverFromARunElsewhereThatIsBackAsThatRunWantedIsUpgraded() {
    FakeNode left = leftUpgradingBy("run-0", "jumphost");
    left.version = "1.5.0";
    left.starts = 2;

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    assertEquals("2.0.0", left.version);
  }

  /** Whoever closes a run sees on its machine whether its command still runs. */
  @Test
  void aNodeTakenOverFromARunOfThisMachineIsUpgraded() {
    FakeNode left = leftUpgradingBy("run-0", scenario.host);

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    assertEquals("2.0.0", left.version);
  }

  private FakeNode leftUpgradingBy(String run, String host) {
    FakeNode node = cluster.node(1);
    node.routing = Routing.DRAINED;
    node.hold =
        Optional.of(
            new Hold(
                "ada",
                new RunId(run),
                host,
                "roll to 1.5.0",
                Instant.EPOCH,
                Phase.UPGRADING,
                Optional.of(new Version("1.5.0")),
                Optional.of(new Incarnation(node.name + "#1"))));
    scenario.adopt = Set.of(node.name);
    return node;
  }

  private List<String> asked(String node) {
    return cluster.asked.stream().filter(a -> a.contains(node)).toList();
  }

  @Test
  void whatRanOutOfTimeNamesTheLastAnswer() {
    cluster.unavailable = Optional.of("503 from http://cp-1:7400");

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.TIMED_OUT, result.ending().kind());
    assertTrue(
        result.ending().reason().contains("(last answer: 503 from http://cp-1:7400)"),
        result.ending().reason());
  }
}
