package dev.tidalctl.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.core.model.Version;
import dev.tidalctl.simulation.fault.Fault;
import dev.tidalctl.simulation.plan.Command;
import dev.tidalctl.simulation.plan.Phase;
import dev.tidalctl.simulation.plan.PlanMaker;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.plan.Trigger;
import dev.tidalctl.simulation.world.Chronicle;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What seeds have found, each as a plan of its own: seeds may mean another plan one day. */
class RegressionSeedsTest {
  /** Seed 67, invariant 11: it ended 'nothing was changed' while its first drain took effect. */
  @Test
  void aChangeUnderWayIsNotForgottenWhenAnotherClusterShows() {
    SimPlan plan =
        PinnedPlan.of(3)
            .does("ada", PinnedPlan.roll(500))
            .meets(
                0,
                new Fault.WrongCluster(Duration.ofSeconds(2)),
                new Trigger.Entering(0, Phase.DRAINING, 1, Duration.ZERO))
            .plan();

    assertHolds(plan);
  }

  /** Seed 3633, invariant 6: two nodes at once were more than minServing allows, for ever. */
  @Test
  void aBatchIsNoLargerThanMinServingAllows() {
    SimPlan plan =
        PinnedPlan.of(4).inZones(1).keeping(3, 2).does("ada", PinnedPlan.roll(500)).plan();

    Simulation.Verdict verdict = assertHolds(plan);

    verdict
        .world()
        .authority()
        .nodes()
        .forEach(n -> assertEquals(new Version("2.0.0"), n.version()));
  }

  /** Seed 1806, invariant 11: a node that another roll had upgraded was reported Draining. */
  @Test
  void aDrainThatLapsedIsTakenUpAsWhatTheNodeIsNow() {
    SimPlan plan =
        PinnedPlan.of(3)
            .does("ada", PinnedPlan.roll(500))
            .does("ben", new Command.Unlock(Duration.ofSeconds(17), true), PinnedPlan.roll(10))
            .meets(
                0, new Fault.CutOff(Duration.ofSeconds(40)), new Trigger.Reaching(0, "Emptying", 1))
            .plan();

    assertHolds(plan);
  }

  /**
   * Seeds that broke something, as long as they mean the plans that they meant.
   *
   * <ul>
   *   <li>5458, 10941 (12): another's hold, shown after preflight, was to be overwritten.
   *   <li>463, 9498 (3): a drain was undone for whatever process answers.
   *   <li>6087, 9475 (11): a resumed roll ended Complete with a node at another roll's version.
   *   <li>15030, 42662 (3): where nobody appends heartbeats, a position of the leader from before
   *       the last fence was taken for all that a node must have to serve.
   *   <li>45574, 71945 (6): a resume that could not keep its journal did not say what the run held.
   *   <li>23168 (6): a journal that began with a resume was taken for the whole story.
   *   <li>47338, 49280 (11): a node that is no part of the run ended it, Complete.
   *   <li>69079 (8): a failed drain said that its node serves, while its late request came true.
   *   <li>70013: a look without the leader's position threw.
   *   <li>72502 (9): leadership was moved among nodes that were yet to be upgraded.
   *   <li>122025 (5): a command was started on a node that served, on the word of an old look.
   *   <li>159479 (6): a node taken over drained, then rejoined by another, never came back.
   *   <li>164458 (4): a resumed roll reported a node Complete that another had out of service.
   *   <li>181076 (5): a node was taken over whose command still ran, and upgraded a second time.
   *   <li>181937 (11): it reported one Complete whose version the look did not show.
   *   <li>193342: a node that left service as asked, its reply lost, was not believed to have.
   * </ul>
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        67, 463, 1806, 3633, 5458, 6087, 6464, 9475, 9498, 10941, 15030, 23168, 25179, 37974, 42662,
        45574, 47259, 47338, 49280, 61044, 69079, 70013, 71945, 72502, 122025, 159479, 164458,
        181076, 181937, 188114, 193342
      })
  void seedsThatBrokeSomethingHold(long seed) {
    assertHolds(PlanMaker.of(seed));
  }

  private static Simulation.Verdict assertHolds(SimPlan plan) {
    Simulation.Verdict verdict = Simulation.live(plan, Chronicle.NONE);
    assertEquals(Optional.empty(), verdict.broken());
    return verdict;
  }
}
