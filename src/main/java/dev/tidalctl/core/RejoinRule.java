package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.Version;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings one node back into service.
 *
 * <ol>
 *   <li>The WAL that it needs must still be kept, and it must be on the leader's history; else
 *       Failed, naming the first seqno needed and the first kept. Never re-seed unasked.
 *   <li>Routing {@code rejoining}; the leader ships since its applied position.
 *   <li>It reaches several fences in a row ({@link CatchUpRule}). It processes <em>new</em> WAL:
 *       the leader appends a heartbeat and it is seen applied; on an idle cluster nothing else
 *       proves it.
 *   <li>The content digests agree at that heartbeat, where the driver has any.
 *   <li>Routing {@code serving}, on condition of incarnation, term and applied position; then it is
 *       seen serving and healthy, and its hold is gone.
 *   <li>A node that a roll took over as it was rejoining, at another version, comes back as it is,
 *       and is drained and upgraded then: there is no other way out of {@code rejoining}.
 *   <li>A new incarnation on the way starts over at 2. Out of time: it stays {@code rejoining} and
 *       held.
 * </ol>
 */
final class RejoinRule {
  private RejoinRule() {}

  static Next readmitting(NodeRun run, NodeView node, Bearings b) {
    return switch (node.routing()) {
      case REJOINING -> b.anothers(node) ? taken(run, node, b) : Next.enter(new Stage.Shipping());
      case SERVING -> Next.enter(new Stage.Settling());
      case DRAINING ->
          Next.fail(
              Failure.Kind.BROKEN,
              node.name() + " is draining: somebody else changed it; it is not touched further");
      case DRAINED -> {
        Optional<Next> blocked = blocked(node, b);
        if (blocked.isPresent()) {
          yield blocked.get();
        }
        yield taken(run, node, b);
      }
    };
  }

  /** Rejoining under our hold: one that was given to us is ours only then. */
  private static Next taken(NodeRun run, NodeView node, Bearings b) {
    return overdue(run, b)
        ? late(node, "its routing could not be changed", b)
        : new Next.Start(b.hold(node, Routing.REJOINING, Phase.REJOINING, Optional.empty()));
  }

  static Next shipping(NodeRun run, NodeView node, Bearings b) {
    Optional<Next> blocked = blocked(node, b);
    if (blocked.isPresent()) {
      return blocked.get();
    }
    if (overdue(run, b)) {
      return late(node, "its position is unknown", b);
    }
    return node.applied()
        .<Next>map(since -> new Next.Start(new Effect.Ship(node.name(), since, b.token())))
        .orElseGet(() -> Next.await(node.name() + " to report its position"));
  }

  static Next proving(Stage.Proving stage, NodeRun run, NodeView node, Bearings b) {
    if (stage.heartbeat().isEmpty() || Fences.voided(stage.heartbeat().get(), b.snapshot())) {
      return overdue(run, b)
          ? late(node, "no heartbeat could be appended", b)
          : new Next.Start(new Effect.AppendHeartbeat(node.name(), b.token()));
    }
    Position heartbeat = stage.heartbeat().get();
    if (node.applied().filter(p -> p.reaches(heartbeat)).isPresent()) {
      return new Next.Enter(
          new Stage.Comparing(heartbeat),
          List.of(new Event.Proven(node.name(), "it applied new WAL, heartbeat " + heartbeat)));
    }
    if (b.now().since(stage.since()).compareTo(b.limits().rejoin()) > 0) {
      return late(node, "it has not applied heartbeat " + heartbeat, b);
    }
    return Next.await(node.name() + " to apply heartbeat " + heartbeat);
  }

  static Next comparing(Stage.Comparing stage, NodeRun run, NodeView node, Bearings b) {
    if (overdue(run, b)) {
      return late(node, "its content could not be compared", b);
    }
    Optional<NodeName> leader = b.snapshot().leader();
    return leader
        .<Next>map(
            l -> new Next.Start(new Effect.CompareDigests(node.name(), l, stage.at().seqno())))
        .orElseGet(() -> Next.await("a leader to compare " + node.name() + " with"));
  }

  static Next admitting(Stage.Admitting stage, NodeRun run, NodeView node, Bearings b) {
    return switch (node.routing()) {
      case SERVING -> Next.enter(new Stage.Settling());
      case DRAINED, DRAINING -> Next.enter(new Stage.Readmitting());
      case REJOINING -> {
        Optional<Version> wanted = b.wanted();
        if (wanted.isPresent() && !node.runs(wanted.get()) && !asFound(run, node, b)) {
          yield Next.fail(
              Failure.Kind.BROKEN,
              node.name()
                  + " reports version "
                  + node.version().map(Version::value).orElse("unknown")
                  + ", not "
                  + wanted.get()
                  + "; it is rejoining and held, out of service");
        }
        if (Fences.voided(stage.applied(), b.snapshot())) {
          yield Next.enter(new Stage.Shipping());
        }
        if (Health.of(node, b.snapshot(), b.policy()) instanceof Verdict.Hold(String reason)) {
          yield overdue(run, b)
              ? late(node, reason, b)
              : Next.await(node.name() + " to be healthy: " + reason);
        }
        yield overdue(run, b)
            ? late(node, "its routing could not be changed", b)
            : new Next.Start(b.serve(node, Optional.of(stage.applied())));
      }
    };
  }

  static Next settling(NodeRun run, NodeView node, Bearings b) {
    if (node.routing() != Routing.SERVING) {
      return Next.fail(
          Failure.Kind.BROKEN,
          node.name()
              + " was put into service and is "
              + Words.of(node.routing())
              + " now: somebody else changed it");
    }
    Optional<Version> wanted = b.wanted();
    boolean another = wanted.isPresent() && node.version().isPresent() && !node.runs(wanted.get());
    if (another && !asFound(run, node, b)) {
      return Next.fail(
          Failure.Kind.BROKEN,
          node.name()
              + " is serving at version "
              + node.version().get()
              + ", not "
              + wanted.get()
              + ": somebody else changed it");
    }
    return switch (healthyAs(wanted, node, b)) {
      case Verdict.Go go ->
          Next.enter(
              another
                  ? new Stage.StoppingTraffic()
                  : new Stage.Finished(new NodeUpgradeStatus.Complete()));
      case Verdict.Hold(String reason) ->
          run.overdue(b.limits().rejoin(), b.now())
              ? Next.fail(
                  Failure.Kind.BROKEN, node.name() + " is serving but not healthy: " + reason)
              : Next.await(node.name() + " to be healthy: " + reason);
    };
  }

  /**
   * Whether somebody else had it rejoin, and gave it to the run, which has upgraded nothing on it:
   * it comes back as it is, and is drained and upgraded then.
   */
  private static boolean asFound(NodeRun run, NodeView node, Bearings b) {
    return b.order().adopt().contains(node.name()) && run.attempts() == 0;
  }

  private static Verdict healthyAs(Optional<Version> wanted, NodeView node, Bearings b) {
    return wanted.isPresent() && node.version().isEmpty()
        ? new Verdict.Hold("its version is unknown")
        : Health.of(node, b.snapshot(), b.policy());
  }

  /** What speaks against any rejoin of this node: a gap in the WAL, or another history. */
  private static Optional<Next> blocked(NodeView node, Bearings b) {
    Snapshot snapshot = b.snapshot();
    if (node.diverged()) {
      return Optional.of(diverged(node.name()));
    }
    OptionalLong firstKept = snapshot.firstKept();
    if (node.applied().isPresent() && firstKept.isPresent()) {
      long needed = node.applied().get().seqno() + 1;
      if (needed < firstKept.getAsLong()) {
        return Optional.of(gap(node.name(), needed, firstKept, snapshot));
      }
    }
    return Optional.empty();
  }

  static Next diverged(NodeName node) {
    return Next.fail(
        Failure.Kind.BROKEN,
        node
            + " is off the leader's history and can never be served as it is: re-seed it from a"
            + " backup or a copy of the leader, then rejoin it; it is held, out of service");
  }

  static Next gap(NodeName node, long needed, OptionalLong firstKept, Snapshot snapshot) {
    return Next.fail(
        Failure.Kind.BROKEN,
        node
            + " needs the WAL from "
            + Words.place(needed, snapshot)
            + ", but the first kept is "
            + (firstKept.isPresent() ? Words.place(firstKept.getAsLong(), snapshot) : "a later one")
            + ": re-seed it from a backup or a copy of the leader, then rejoin it; it is held, out"
            + " of service");
  }

  static Next late(NodeView node, String why, Bearings b) {
    return Next.fail(
        Failure.Kind.TIMED_OUT,
        "rejoining "
            + node.name()
            + " ran out of time: "
            + why
            + " ("
            + Words.lag(node, b.snapshot())
            + Words.busy(node)
            + "); it is "
            + Words.of(node.routing())
            + " and held, out of service");
  }

  static boolean overdue(NodeRun run, Bearings b) {
    return run.overdue(b.limits().rejoinOverall(), b.now());
  }
}
