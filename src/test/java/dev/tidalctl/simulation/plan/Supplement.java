package dev.tidalctl.simulation.plan;

import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.SessionLimit;
import dev.tidalctl.simulation.fault.Fault;
import dev.tidalctl.simulation.fault.FaultKind;
import dev.tidalctl.simulation.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every fifth seed has on top of its plan: the faults of clusters whose driver has no control
 * plane, nodes upgraded by a restart, sessions that are cut, a node that falls silent as another
 * leaves. It is drawn apart, so that the other seeds mean what they always meant.
 */
final class Supplement {
  private static final int EVERY = 5;
  private static final int WHICH = 4;
  private static final List<Pair> PAIRS = pairs();

  private record Pair(FaultKind kind, Phase phase) {}

  private Supplement() {}

  static SimPlan on(SimPlan plan) {
    if (Math.floorMod(plan.seed(), (long) EVERY) != WHICH) {
      return plan;
    }
    Dice dice = new Dice(~plan.seed());
    Pair shown = PAIRS.get((int) Math.floorMod(plan.seed() / EVERY, (long) PAIRS.size()));
    boolean restarts = shown.kind() == FaultKind.RESTART_WITHOUT_EFFECT || dice.oneIn(2);
    boolean cuts = shown.kind() == FaultKind.SESSIONS_STAY || dice.oneIn(2);
    Policy policy = policy(plan.operators().getFirst().policy(), cuts, dice);
    FaultMaker maker = new FaultMaker(dice, policy);
    List<FaultPlan> faults = new ArrayList<>(plan.faults());
    faults.add(entering(maker.make(shown.kind()), shown.phase(), 1, dice));
    faults.add(entering(maker.make(shown.kind()), shown.phase(), 1 + dice.below(3), dice));
    int more = dice.below(4);
    for (int i = 0; i < more; i++) {
      Pair another = dice.of(PAIRS);
      if (restarts || another.kind() != FaultKind.RESTART_WITHOUT_EFFECT) {
        faults.add(entering(maker.make(another.kind()), another.phase(), 1 + dice.below(3), dice));
      }
    }
    if (dice.oneIn(3)) {
      Trigger leaving = new Trigger.Reaching(0, "StoppingTraffic", 1 + dice.below(3));
      Duration late = Duration.ofMillis(6000 + dice.below(8000));
      faults.add(
          new FaultPlan(
              new Fault.ObservationsStop(Target.ANOTHER, late.multipliedBy(2)), 0, leaving));
      faults.add(new FaultPlan(new Fault.RequestDelayed(1, late), 0, leaving));
    }
    return new SimPlan(
        plan.seed(),
        cluster(plan.cluster(), restarts),
        plan.operators().stream()
            .map(o -> new OperatorPlan(o.owner(), o.host(), policy, o.commands()))
            .toList(),
        faults);
  }

  private static FaultPlan entering(Fault fault, Phase phase, int occurrence, Dice dice) {
    Duration after = phase == Phase.DRAINED ? Duration.ZERO : Duration.ofMillis(dice.below(400));
    return new FaultPlan(fault, 0, new Trigger.Entering(0, phase, occurrence, after));
  }

  private static Policy policy(Policy policy, boolean cuts, Dice dice) {
    long drain = policy.limits().drain().toMillis();
    return new Policy(
        policy.minServing(),
        policy.maxUnavailable(),
        policy.maxLag(),
        policy.unhealthyLag(),
        policy.stableSamples(),
        policy.soak(),
        policy.limits(),
        policy.pauseAfter(),
        Optional.of(
            cuts
                ? new SessionLimit(
                    Duration.ofMillis(dice.below((int) drain)), SessionLimit.Then.CUT)
                : new SessionLimit(Duration.ofMillis(drain / 2), SessionLimit.Then.FAIL)));
  }

  private static ClusterPlan cluster(ClusterPlan plan, boolean restarts) {
    return new ClusterPlan(
        plan.nodes(),
        plan.beat(),
        plan.writesPerSecond(),
        plan.appliesPerSecond(),
        plan.retentionCap(),
        plan.unhealthyLag(),
        plan.heartbeats(),
        plan.digests(),
        plan.commandTakes(),
        restarts);
  }

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      for (Phase phase : Phase.values()) {
        if (kind.supplementary() && kind.possible(phase)) {
          pairs.add(new Pair(kind, phase));
        }
      }
    }
    return List.copyOf(pairs);
  }
}
