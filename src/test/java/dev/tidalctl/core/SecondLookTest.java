package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Hold;
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
import org.junit.jupiter.api.Test;

/** What one look may have missed is looked at again before a run is refused. */
class SecondLookTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration AT_ONCE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(7);
  private static final String MISSED = "Patroni does not answer for the cluster";

  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void aRollBeginsThoughTheFirstLookMissedANode() {
    cluster.node(2).reachable = false;
    cluster.at(SOON, () -> cluster.node(2).reachable = true);

    ends(Ending.Kind.COMPLETE, scenario.roll());
  }

  @Test
  void aNodeThatStaysAwayIsRefusedAfterAWhile() {
    cluster.node(2).reachable = false;

    RunResult result = scenario.roll();

    ends(Ending.Kind.REFUSED, result);
    assertTrue(result.ending().reason().startsWith("node-2 does not answer: --include-unready"));
    assertEquals(List.of(), cluster.asked);
    tookPatience();
  }

  @Test
  void whatLooksMissedImpedesNoLongerThanItLasts() {
    cluster.miss(MISSED);
    cluster.at(SOON, cluster::miss);

    ends(Ending.Kind.COMPLETE, scenario.drain(1));
  }

  @Test
  void whatLooksGoOnMissingRefusesARun() {
    cluster.miss(MISSED);

    RunResult result = scenario.roll();

    ends(Ending.Kind.REFUSED, result);
    assertEquals(
        "cannot drain node-1: " + MISSED + "; nothing was changed", result.ending().reason());
    tookPatience();
  }

  @Test
  void whatLastsRefusesAtOnceWhateverElseMayPass() {
    cluster.node(2).reachable = false;
    cluster.impede("Patroni is paused");
    cluster.at(SOON, cluster::impede);

    ends(Ending.Kind.REFUSED, scenario.drain(1));
    tookNoTime();
  }

  @Test
  void aForeignHoldRefusesAtOnceThoughANodeIsMissedToo() {
    cluster.node(2).reachable = false;
    heldByAnn(1, Optional.empty());

    RunResult result = scenario.roll();

    ends(Ending.Kind.REFUSED, result);
    assertTrue(result.ending().reason().contains("does not answer"), result.ending().reason());
    assertTrue(result.ending().reason().contains("--adopt node-1"), result.ending().reason());
    tookNoTime();
  }

  @Test
  void tooFewNodesByThePolicyAreTooFewAtOnce() {
    scenario.minServing = 3;

    ends(Ending.Kind.REFUSED, scenario.roll());
    tookNoTime();
  }

  @Test
  void anUnhealthyNodeMayBeHealthyAtTheNextLook() {
    cluster.node(2).reachable = false;
    cluster.at(SOON, () -> cluster.node(2).reachable = true);

    ends(Ending.Kind.COMPLETE, scenario.drain(1));
  }

  @Test
  void theNodeItselfMayAnswerTheNextTime() {
    cluster.node(1).reachable = false;
    cluster.at(SOON, () -> cluster.node(1).reachable = true);

    ends(Ending.Kind.COMPLETE, scenario.drain(1));
  }

  @Test
  void soMayOneThatIsToRejoin() {
    scenario.drain(1);
    cluster.node(1).reachable = false;
    cluster.at(cluster.now().elapsed().plus(SOON), () -> cluster.node(1).reachable = true);

    ends(Ending.Kind.COMPLETE, scenario.rejoin(1));
  }

  @Test
  void aVersionThatIsKnownAndWrongIsRefusedAtOnce() {
    heldByAnn(1, Optional.of(new Version("2.0.0")));
    scenario.owner = "ann";

    ends(Ending.Kind.REFUSED, scenario.rejoin(1));
    tookNoTime();
  }

  @Test
  void aLeaderThatIsMissedMayLeadAtTheNextLook() {
    cluster.node(0).reachable = false;
    cluster.at(SOON, () -> cluster.node(0).reachable = true);

    ends(Ending.Kind.COMPLETE, scenario.drain(1));
  }

  @Test
  void aClusterThatMissesTheFirstLooksIsNotOutOfReach() {
    cluster.reachable = false;
    cluster.at(SOON, () -> cluster.reachable = true);

    ends(Ending.Kind.COMPLETE, scenario.roll());
  }

  @Test
  void oneThatIsGoneIsOutOfReachWithinTenSeconds() {
    cluster.reachable = false;

    RunResult result = scenario.roll();

    ends(Ending.Kind.UNREACHABLE, result);
    assertEquals("no route to test; nothing was changed", result.ending().reason());
    tookPatience();
  }

  @Test
  void aLeaseThatIsOutOfReachForAMomentIsAskedForAgain() {
    keepsNoLease(true);
    cluster.at(SOON, () -> keepsNoLease(false));

    ends(Ending.Kind.COMPLETE, scenario.roll());
  }

  @Test
  void oneThatStaysOutOfReachEndsTheRun() {
    keepsNoLease(true);

    leaseOutOfReach(scenario.roll());
  }

  @Test
  void whatCannotBeSeenMeanwhileKeepsNobodyWaitingForALease() {
    keepsNoLease(true);
    cluster.at(AT_ONCE, () -> cluster.blind = true);

    leaseOutOfReach(scenario.roll());
  }

  @Test
  void anAnswerInBetweenMakesTwoHiccupsOfOneTrouble() {
    cluster.lease.foreign = Optional.of(ownElsewhere());
    for (int second : List.of(2, 9)) {
      cluster.at(Duration.ofSeconds(second), () -> keepsNoLease(true));
      cluster.at(Duration.ofSeconds(second + 2), () -> keepsNoLease(false));
    }
    cluster.at(Duration.ofSeconds(14), () -> cluster.lease.foreign = Optional.empty());

    ends(Ending.Kind.COMPLETE, scenario.resumeElsewhere(false));
  }

  @Test
  void nobodyWaitsForTheSecondLookWhoStops() {
    cluster.node(2).reachable = false;
    cluster.stopAt(SOON, Input.Stop.NOW);

    ends(Ending.Kind.INTERRUPTED, scenario.roll());
    assertTrue(cluster.now().elapsed().compareTo(PATIENCE) < 0);
  }

  @Test
  void aLookThatTakesLongIsAwaited() {
    cluster.node(2).reachable = false;
    cluster.at(AT_ONCE, () -> cluster.looksTake = LONGEST);
    cluster.at(SOON, () -> cluster.node(2).reachable = true);
    cluster.at(LONGEST, () -> cluster.looksTake = Duration.ZERO);

    ends(Ending.Kind.COMPLETE, scenario.roll());
  }

  @Test
  void aResumeLooksAgainAndTakesItsNodesUpOnce() {
    cluster.stopAt(AT_ONCE, Input.Stop.AFTER_NODE);
    ends(Ending.Kind.STOPPED, scenario.roll());
    scenario.events.clear();
    cluster.node(2).reachable = false;
    cluster.at(cluster.now().elapsed().plus(SOON), () -> cluster.node(2).reachable = true);

    ends(Ending.Kind.COMPLETE, scenario.resume(false));
    assertEquals(
        1, scenario.events.stream().filter(r -> r.event() instanceof Event.NodesChosen).count());
  }

  private void keepsNoLease(boolean is) {
    cluster.reachesNobody = effect -> is && effect instanceof Effect.TakeLease;
  }

  private void leaseOutOfReach(RunResult result) {
    ends(Ending.Kind.UNREACHABLE, result);
    assertEquals("no route to test; nothing was changed", result.ending().reason());
    assertEquals(List.of(), cluster.asked);
    tookPatience();
  }

  private static LeaseHolder ownElsewhere() {
    return new LeaseHolder(
        "sre", "laptop", new RunId("run-1"), RunKind.ROLL, Optional.empty(), Instant.EPOCH, false);
  }

  private void heldByAnn(int node, Optional<Version> wanted) {
    cluster.node(node).routing = Routing.DRAINED;
    cluster.node(node).hold =
        Optional.of(
            new Hold(
                "ann",
                new RunId("run-0"),
                "desk",
                "disk",
                Instant.EPOCH,
                Phase.DRAINED,
                wanted,
                Optional.empty()));
  }

  private static void ends(Ending.Kind kind, RunResult result) {
    assertEquals(kind, result.ending().kind(), result.ending().reason());
  }

  private void tookPatience() {
    Duration took = cluster.now().elapsed();
    assertTrue(took.compareTo(PATIENCE) >= 0 && took.compareTo(LONGEST) < 0, took::toString);
  }

  private void tookNoTime() {
    Duration took = cluster.now().elapsed();
    assertTrue(took.compareTo(AT_ONCE) < 0, took::toString);
  }
}
