package dev.tidalctl.core;

import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * One node in the hands of a run.
 *
 * @param name which
 * @param stage where it stands
 * @param began when the limit that the stage is under began to run
 * @param drainedAs its incarnation when it was taken out: an upgraded node must show another
 * @param leftAt what it had applied then: where the WAL that it misses begins
 * @param rejoinsAs its incarnation when it was readmitted: another one starts the rejoin anew
 * @param confirmed whether this process has changed it under its token, or saw it leave service as
 *     it had asked, so that what it sees is true
 * @param attempts how many upgrade commands were, or may have been, started on it
 */
record NodeRun(
    NodeName name,
    Stage stage,
    Moment began,
    Optional<Incarnation> drainedAs,
    Optional<Position> leftAt,
    Optional<Incarnation> rejoinsAs,
    boolean confirmed,
    int attempts) {

  /** The waits that have a limit of their own, in their order. */
  private enum Clock {
    NONE,
    LEADERSHIP,
    DRAIN,
    UPGRADE,
    RETURN,
    REJOIN,
    SETTLE
  }

  static NodeRun at(NodeName name, Stage stage, Moment now) {
    Optional<Incarnation> none = Optional.empty();
    return new NodeRun(name, stage, now, none, Optional.empty(), none, false, 0);
  }

  /** The node after it entered {@code next}, as {@code view} showed it then. */
  NodeRun entering(Stage next, NodeView view, Moment now) {
    Moment start = clock(next) == clock(stage) ? began : now;
    Optional<Stage.Out> leaves =
        next instanceof Stage.Out out ? Optional.of(out) : Optional.empty();
    boolean readmitted = next instanceof Stage.Shipping;
    return new NodeRun(
        name,
        next,
        start,
        leaves.map(Stage.Out::drainedAs).orElse(drainedAs),
        leaves.map(Stage.Out::leftAt).orElse(leftAt),
        readmitted ? view.incarnation() : rejoinsAs,
        confirmed || (stage instanceof Stage.TakingOut && leaves.isPresent()),
        next instanceof Stage.RunningCommand(int attempt) ? attempt : attempts);
  }

  /** The same node with more known about the stage that it is in. */
  NodeRun noting(Stage refined) {
    return new NodeRun(name, refined, began, drainedAs, leftAt, rejoinsAs, confirmed, attempts);
  }

  /** The same node after a change of it was accepted. */
  NodeRun asConfirmed() {
    return new NodeRun(name, stage, began, drainedAs, leftAt, rejoinsAs, true, attempts);
  }

  boolean overdue(Duration limit, Moment now) {
    return now.since(began).compareTo(limit) > 0;
  }

  /** How long its turn may take from now on: what is left of the wait it is in, and all to come. */
  Duration atMost(Limits limits, Moment now) {
    Clock at = clock(stage);
    Duration sum = Duration.ZERO;
    for (Clock each : Clock.values()) {
      if (each.compareTo(at) >= 0) {
        sum = sum.plus(limit(each, limits));
      }
    }
    Duration left = sum.minus(at == Clock.NONE ? Duration.ZERO : now.since(began));
    return left.isNegative() ? Duration.ZERO : Duration.ofSeconds(left.toSeconds());
  }

  private static Duration limit(Clock clock, Limits limits) {
    return switch (clock) {
      case NONE -> Duration.ZERO;
      case LEADERSHIP -> limits.leadership();
      case DRAIN -> limits.drain();
      case UPGRADE -> limits.upgrade();
      case RETURN, SETTLE -> limits.rejoin();
      case REJOIN -> limits.rejoinOverall();
    };
  }

  private static Clock clock(Stage stage) {
    return switch (stage) {
      case Stage.Waiting w -> Clock.NONE;
      case Stage.HandingOver h -> Clock.LEADERSHIP;
      case Stage.StoppingTraffic s -> Clock.DRAIN;
      case Stage.Emptying e -> Clock.DRAIN;
      case Stage.CatchingUp c -> Clock.DRAIN;
      case Stage.TakingOut t -> Clock.DRAIN;
      case Stage.Undoing u -> Clock.NONE;
      case Stage.Out o -> Clock.NONE;
      case Stage.Marking m -> Clock.UPGRADE;
      case Stage.RunningCommand r -> Clock.UPGRADE;
      case Stage.MarkingFailed m -> Clock.NONE;
      case Stage.Returning r -> Clock.RETURN;
      case Stage.Readmitting r -> Clock.REJOIN;
      case Stage.Shipping s -> Clock.REJOIN;
      case Stage.Sampling s -> Clock.REJOIN;
      case Stage.Proving p -> Clock.REJOIN;
      case Stage.Comparing c -> Clock.REJOIN;
      case Stage.Admitting a -> Clock.REJOIN;
      case Stage.Settling s -> Clock.SETTLE;
      case Stage.Finished f -> Clock.NONE;
      case Stage.Broken b -> Clock.NONE;
    };
  }
}
