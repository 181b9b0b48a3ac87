package dev.tidalctl.core;

import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.StageClock;
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
 * @param fence where the leader's log ended after our last change of its routing took effect, until
 *     a wait begins with it; empty when that was not answered
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
    Optional<Position> fence,
    int attempts) {

  static NodeRun at(NodeName name, Stage stage, Moment now) {
    Optional<Incarnation> none = Optional.empty();
    return new NodeRun(name, stage, now, none, Optional.empty(), none, false, Optional.empty(), 0);
  }

  /** The node after it entered {@code next}, as {@code view} showed it then. */
  NodeRun entering(Stage next, NodeView view, Moment now) {
    Moment start = StageClock.of(next) == StageClock.of(stage) ? began : now;
    Optional<Stage.Out> leaves =
        next instanceof Stage.Out out ? Optional.of(out) : Optional.empty();
    boolean waitsForFence = next instanceof Stage.CatchingUp || next instanceof Stage.Sampling;
    boolean readmitted = next instanceof Stage.Shipping;
    return new NodeRun(
        name,
        next,
        start,
        leaves.map(Stage.Out::drainedAs).orElse(drainedAs),
        leaves.map(Stage.Out::leftAt).orElse(leftAt),
        readmitted ? view.incarnation() : rejoinsAs,
        confirmed || (stage instanceof Stage.TakingOut && leaves.isPresent()),
        waitsForFence ? Optional.empty() : fence,
        next instanceof Stage.RunningCommand(int attempt) ? attempt : attempts);
  }

  /** The same node with more known about the stage that it is in. */
  NodeRun noting(Stage refined) {
    return new NodeRun(
        name, refined, began, drainedAs, leftAt, rejoinsAs, confirmed, fence, attempts);
  }

  /** The same node after a request to change its routing was answered, or was not. */
  NodeRun answered(Reply<Routed> reply) {
    Optional<Routed> routed =
        reply instanceof Reply.Ok<Routed>(Routed made) ? Optional.of(made) : Optional.empty();
    return new NodeRun(
        name,
        stage,
        began,
        drainedAs,
        leftAt,
        rejoinsAs,
        confirmed || routed.isPresent(),
        routed.flatMap(Routed::fence),
        attempts);
  }

  boolean overdue(Duration limit, Moment now) {
    return now.since(began).compareTo(limit) > 0;
  }

  /** How long its turn may take from now on: what is left of the wait it is in, and all to come. */
  Duration atMost(Limits limits, Moment now) {
    StageClock at = StageClock.of(stage);
    Duration gone = at == StageClock.NONE ? Duration.ZERO : now.since(began);
    Duration left = at.limitOfRest(limits).minus(gone);
    return left.isNegative() ? Duration.ZERO : Duration.ofSeconds(left.toSeconds());
  }
}
