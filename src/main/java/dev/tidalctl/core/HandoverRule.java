package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Moves leadership off a node before it is drained.
 *
 * <ol>
 *   <li>The guard must allow the drain that follows: leadership is not moved for nothing.
 *   <li>Ask for the best follower ({@link Succession}), naming the term that we saw.
 *   <li>Believe what a fresh look says, not what the request answered: the node that led no longer
 *       leads. Another than the one asked may: that is told, and is as good.
 *   <li>Writes are held 2 s at most and then go back to the old leader; when nothing has moved a
 *       second after that, ask again, three times in all and within the leadership limit.
 * </ol>
 */
final class HandoverRule {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int TRIES = 3;

  private HandoverRule() {}

  static Next decide(Stage.HandingOver stage, NodeRun run, NodeView node, Bearings b) {
    if (b.snapshot().leader().isPresent() && !b.snapshot().isLeader(node.name())) {
      return new Next.Enter(new Stage.StoppingTraffic(), moved(stage, node, b));
    }
    boolean asked = stage.tries() > 0;
    if (asked && b.now().since(stage.askedAt()).compareTo(PATIENCE) < 0) {
      return new Next.Wait(
          "leadership to move from "
              + node.name()
              + stage.candidate().map(c -> " to " + c).orElse(""),
          Interest.REVISION);
    }
    if (stage.tries() >= TRIES || run.overdue(b.limits().leadership(), b.now())) {
      return DrainRule.undo(
          Failure.Kind.TIMED_OUT,
          "leadership did not move from "
              + node.name()
              + " in "
              + stage.tries()
              + " attempts (limit "
              + Words.of(b.limits().leadership())
              + ")",
          b);
    }
    if (b.mayTakeAway() instanceof Verdict.Hold(String reason)) {
      return DrainRule.allowedLate(run, node, reason, b);
    }
    Optional<NodeName> heir = Succession.best(b.batch(), b.snapshot(), b.policy());
    if (heir.isEmpty()) {
      return DrainRule.undo(
          Failure.Kind.REFUSED,
          "cannot drain the leader "
              + node.name()
              + ": "
              + Succession.none(b.batch(), b.snapshot(), b.policy()),
          b);
    }
    return ask(heir.get(), node, b);
  }

  /** The stage after leadership was asked for. */
  static Stage asked(Stage.HandingOver stage, Effect.MoveLeadership effect, Bearings b) {
    return new Stage.HandingOver(Optional.of(effect.handover().to()), b.now(), stage.tries() + 1);
  }

  private static List<Event.Fact> moved(Stage.HandingOver stage, NodeView node, Bearings b) {
    NodeName to = b.snapshot().leader().orElseThrow();
    long term = b.snapshot().leaderPosition().map(Position::term).orElse(0L);
    Event.Fact moved = new Event.LeadershipMoved(node.name(), to, term);
    return stage
        .candidate()
        .filter(asked -> !asked.equals(to))
        .map(
            asked ->
                List.of(moved, new Event.Warned(to + " leads, though " + asked + " was asked")))
        .orElseGet(() -> List.of(moved));
  }

  private static Next ask(NodeName heir, NodeView node, Bearings b) {
    Optional<Long> term = b.snapshot().leaderPosition().map(Position::term);
    return term.<Next>map(
            t ->
                new Next.Start(
                    new Effect.MoveLeadership(
                        new Handover(node.name(), heir, t, b.snapshot().stamp().revision()),
                        b.token())))
        .orElseGet(() -> Next.await("the leader's term to be known"));
  }
}
