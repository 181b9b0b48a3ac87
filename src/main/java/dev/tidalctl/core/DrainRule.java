package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Headway;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes one follower out of service.
 *
 * <ol>
 *   <li>The leader hands leadership over first ({@link HandoverRule}).
 *   <li>Routing {@code draining}, as soon as the guard allows it: no new client work, shipping goes
 *       on. (If shipping stopped here, the lag to wait for could never reach zero under writes.)
 *   <li>Wait until its work in flight is zero; unknown is not zero. Sessions that stay are cut,
 *       once, or the drain fails, where the policy has it so ({@link Sessions}).
 *   <li>Fence: the leader's position, read after the change took effect; a new term voids it. For a
 *       former leader it is at or past the handover position. It comes with the answer of the
 *       change, if the node was empty within a second; else a later look shows it.
 *   <li>Wait until applied ≥ fence − maxLag.
 *   <li>Routing {@code drained}, with the hold: shipping skips the node. It must still have applied
 *       the fence, in the same process. While clients are not answered ({@link ProbeGuard}) this
 *       waits: the node can still be put back at once.
 *   <li>Out of time or refused midway: back to {@code serving}, saying what blocked. This is
 *       allowed whatever the lag, as long as the incarnation is unchanged. Where the node is, a
 *       look from then on says: a change whose reply was lost may have come late.
 * </ol>
 */
final class DrainRule {
  private static final Duration STUCK_AFTER = Duration.ofSeconds(2);
  private static final Duration FENCE_KEEPS = Duration.ofSeconds(1);
  private static final Duration UNDO_LIMIT = Duration.ofSeconds(10);

  private DrainRule() {}

  static Next stoppingTraffic(NodeRun run, NodeView node, Bearings b) {
    return switch (node.routing()) {
      case DRAINED -> Next.enter(Stage.Out.of(node));
      case REJOINING -> Next.enter(new Stage.Readmitting());
      case DRAINING ->
          b.anothers(node) && !overdue(run, b)
              ? new Next.Start(b.hold(node, Routing.DRAINING, Phase.DRAINING, Optional.empty()))
              : Next.enter(new Stage.Emptying(b.snapshot().now(), b.now(), false));
      case SERVING -> {
        if (b.snapshot().isLeader(node.name())) {
          yield Next.enter(new Stage.HandingOver(Optional.empty(), b.now(), 0));
        }
        if (!node.reachable()) {
          yield Next.enter(new Stage.TakingOut(Optional.empty()));
        }
        if (b.mayTakeAway() instanceof Verdict.Hold(String reason)) {
          yield allowedLate(run, node, reason, b);
        }
        if (overdue(run, b)) {
          yield undo(
              Failure.Kind.TIMED_OUT,
              "traffic to " + node.name() + " could not be stopped within " + limit(b),
              b);
        }
        yield new Next.Start(b.hold(node, Routing.DRAINING, Phase.DRAINING, Optional.empty()));
      }
    };
  }

  /**
   * Guard and probe allowed the drain a moment ago and do not now: the node still serves, so there
   * is time to see whether that passes, as it does while followers take up a new leader's term.
   */
  static Next allowedLate(NodeRun run, NodeView node, String reason, Bearings b) {
    String cannot = "cannot drain " + node.name() + ": " + reason;
    return overdue(run, b)
        ? undo(Failure.Kind.REFUSED, cannot, b)
        : Next.await(cannot + " (limit " + limit(b) + ")");
  }

  static Next emptying(Stage.Emptying stage, NodeRun run, NodeView node, Bearings b) {
    if (node.routing() != Routing.DRAINING) {
      return Next.enter(new Stage.StoppingTraffic());
    }
    if (node.inFlight().isPresent() && node.inFlight().getAsInt() == 0) {
      return Next.enter(catchingUp(stage.trafficStopped(), fenceOfChange(stage, run, b), node, b));
    }
    if (!overdue(run, b) && Sessions.mayBeCut(stage, node, b)) {
      return new Next.Start(new Effect.CutSessions(node.name(), b.token()));
    }
    String blocking = Sessions.blocking(node);
    Optional<Duration> patience = Sessions.failAfter(b);
    if (patience.isEmpty() || overdue(run, b)) {
      return waitOrUndo(run, node, blocking, b);
    }
    String within = Words.of(patience.get());
    return b.now().until(stage.since().plus(patience.get())).isPositive()
        ? waiting(node, blocking, within, Optional.of(Interest.OBSERVATION))
        : undo(
            Failure.Kind.TIMED_OUT,
            node.name() + " was not empty after " + within + ": " + blocking,
            b);
  }

  /** Only while it is as good as a new one: much later, the leader has written much more. */
  private static Optional<Position> fenceOfChange(Stage.Emptying stage, NodeRun run, Bearings b) {
    return run.fence().filter(fence -> b.now().since(stage.since()).compareTo(FENCE_KEEPS) <= 0);
  }

  static Next catchingUp(Stage.CatchingUp stage, NodeRun run, NodeView node, Bearings b) {
    if (node.routing() != Routing.DRAINING) {
      return Next.enter(new Stage.StoppingTraffic());
    }
    Snapshot snapshot = b.snapshot();
    if (stage.fence().isEmpty() || Fences.voided(stage.fence().get(), snapshot)) {
      Instant after = stage.trafficStopped();
      return Fences.readAfter(after, snapshot)
          .map(fence -> Next.enter(catchingUp(after, Optional.of(fence), node, b)))
          .orElseGet(
              () ->
                  waitOrUndo(
                      run,
                      node,
                      "the leader's position is not known yet",
                      Fences.awaited(snapshot),
                      b));
    }
    Position fence = stage.fence().get();
    if (node.applied().filter(p -> p.reaches(fence.minus(b.policy().maxLag()))).isPresent()) {
      return Next.enter(new Stage.TakingOut(Optional.of(fence)));
    }
    if (stage.headway().passedBy(node.applied())) {
      return new Next.Refine(catchingUp(stage.trafficStopped(), stage.fence(), node, b));
    }
    String at = node.applied().map(Position::toString).orElse("unknown");
    Duration still = b.now().since(stage.headway().since());
    String trend =
        still.compareTo(STUCK_AFTER) > 0
            ? "stuck for " + Words.of(Duration.ofSeconds(still.toSeconds()))
            : node.work().isEmpty() ? "still applying" : "not applying";
    return waitOrUndo(
        run,
        node,
        "applied %s of fence %s, %s, %s%s"
            .formatted(at, fence, Words.lag(node, snapshot), trend, Words.busy(node)),
        b);
  }

  private static Stage catchingUp(
      Instant trafficStopped, Optional<Position> fence, NodeView node, Bearings b) {
    return new Stage.CatchingUp(trafficStopped, fence, new Headway(node.applied(), b.now()));
  }

  static Next takingOut(Stage.TakingOut stage, NodeRun run, NodeView node, Bearings b) {
    return switch (node.routing()) {
      case DRAINED -> Next.enter(Stage.Out.of(node));
      case REJOINING -> Next.enter(new Stage.Readmitting());
      case SERVING ->
          node.reachable() ? Next.enter(new Stage.StoppingTraffic()) : out(stage, run, node, b);
      case DRAINING -> out(stage, run, node, b);
    };
  }

  private static Next out(Stage.TakingOut stage, NodeRun run, NodeView node, Bearings b) {
    if (stage.fence().filter(f -> Fences.voided(f, b.snapshot())).isPresent()) {
      return Next.enter(catchingUp(b.snapshot().now(), Optional.empty(), node, b));
    }
    if (AvailabilityGuard.check(b.batch(), b.snapshot(), b.policy())
        instanceof Verdict.Hold(String reason)) {
      return undo(Failure.Kind.REFUSED, "cannot take " + node.name() + " out: " + reason, b);
    }
    if (node.reachable() && b.clients() instanceof Verdict.Hold(String reason)) {
      return waitOrUndo(run, node, reason, b);
    }
    if (overdue(run, b)) {
      return undo(
          Failure.Kind.TIMED_OUT,
          "shipping to " + node.name() + " could not be stopped within " + limit(b),
          b);
    }
    return new Next.Start(
        b.hold(
            node,
            Routing.DRAINED,
            phaseOut(b),
            stage.fence().map(f -> f.minus(b.policy().maxLag()))));
  }

  /** A roll upgrades at once: one change says both, and a crash in between finds the truth. */
  private static Phase phaseOut(Bearings b) {
    return switch (b.order()) {
      case Order.Roll roll -> Phase.UPGRADING;
      case Order.Drain drain -> Phase.DRAINED;
      case Order.Rejoin rejoin -> Phase.DRAINED;
    };
  }

  static Next undoing(Stage.Undoing stage, NodeRun run, NodeView node, Bearings b) {
    Failure failure = stage.failure();
    String name = node.name().value();
    if (!b.seenSince(stage.since())) {
      return new Next.Wait("a look at what became of " + name, Optional.empty());
    }
    if (failure.kind() == Failure.Kind.INTERRUPTED && node.routing() != Routing.DRAINING) {
      return Next.enter(afterInterrupt(node));
    }
    return switch (node.routing()) {
      case SERVING -> broken(failure, name + " is serving, as it was");
      case DRAINED -> broken(failure, name + " is drained and held, out of service");
      case REJOINING -> broken(failure, name + " is rejoining, out of service");
      case DRAINING -> {
        if (b.now().since(stage.since()).compareTo(UNDO_LIMIT) > 0) {
          yield broken(failure, name + " could not be put back: it is still draining");
        }
        if (!node.reachable()) {
          yield Next.await(name + " to answer, so that it can be put back into service");
        }
        if (node.incarnation().isEmpty()) {
          yield Next.await(node.name() + " to show which process it is, before it serves again");
        }
        if (restarted(node)) {
          yield broken(
              failure, name + " was restarted meanwhile and is left draining, out of service");
        }
        yield new Next.Start(b.serve(node, Optional.empty()));
      }
    };
  }

  /**
   * Nothing is wrong with the node: it waits for its turn again, or stands where it has come to.
   */
  private static Stage afterInterrupt(NodeView node) {
    return switch (node.routing()) {
      case SERVING -> new Stage.Waiting();
      case DRAINING -> new Stage.StoppingTraffic();
      case DRAINED -> Stage.Out.of(node);
      case REJOINING -> new Stage.Readmitting();
    };
  }

  static Next undo(Failure.Kind kind, String reason, Bearings b) {
    return Next.enter(new Stage.Undoing(new Failure(kind, reason), b.now()));
  }

  private static boolean restarted(NodeView node) {
    return node.hold()
        .flatMap(h -> h.incarnation())
        .filter(i -> !node.incarnation().equals(Optional.of(i)))
        .isPresent();
  }

  private static Next waitOrUndo(NodeRun run, NodeView node, String blocking, Bearings b) {
    return waitOrUndo(run, node, blocking, Optional.of(Interest.OBSERVATION), b);
  }

  private static Next waitOrUndo(
      NodeRun run, NodeView node, String blocking, Optional<Interest> interest, Bearings b) {
    if (overdue(run, b)) {
      return undo(
          Failure.Kind.TIMED_OUT,
          "draining " + node.name() + " took longer than " + limit(b) + ": " + blocking,
          b);
    }
    return waiting(node, blocking, limit(b), interest);
  }

  private static Next waiting(
      NodeView node, String blocking, String limit, Optional<Interest> interest) {
    return new Next.Wait(
        node.name() + " to drain: " + blocking + " (limit " + limit + ")", interest);
  }

  private static boolean overdue(NodeRun run, Bearings b) {
    return run.overdue(b.limits().drain(), b.now());
  }

  private static String limit(Bearings b) {
    return Words.of(b.limits().drain());
  }

  private static Next broken(Failure failure, String now) {
    return Next.fail(failure.kind(), failure.reason() + "; " + now);
  }
}
