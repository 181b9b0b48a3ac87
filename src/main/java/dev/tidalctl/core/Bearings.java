package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RoutingChange.Requirement;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import java.util.Optional;
import java.util.Set;

/**
 * All that a decision is made on: one fresh snapshot, the time, the order and the lease.
 *
 * @param snapshot taken after the last effect ended
 * @param seenFrom when the look for it began
 * @param now this machine's clocks
 * @param token of the lease that we hold
 * @param settings the run's
 * @param order what was asked for
 * @param batch the nodes in hand: those whose turn it is
 * @param clients whether clients are answered, as far as a probe tells
 */
record Bearings(
    Snapshot snapshot,
    Moment seenFrom,
    Moment now,
    long token,
    Settings settings,
    Order order,
    Set<NodeName> batch,
    Verdict clients) {

  Policy policy() {
    return settings.policy();
  }

  Limits limits() {
    return settings.policy().limits();
  }

  Identity identity() {
    return settings.identity();
  }

  Optional<Version> wanted() {
    return order instanceof Order.Roll roll ? roll.to() : Optional.empty();
  }

  /** Whether the snapshot shows how it was at that time, or later. */
  boolean seenSince(Moment time) {
    return seenFrom.elapsed().compareTo(time.elapsed()) >= 0;
  }

  /** Whether a node in hand that takes clients may stop doing so. */
  Verdict mayTakeAway() {
    return AvailabilityGuard.check(batch, snapshot, policy()) instanceof Verdict.Hold hold
        ? hold
        : clients;
  }

  /** Whether the hold is ours, or was given to us by name. */
  boolean ours(NodeView node) {
    return node.hold().filter(identity()::owns).isPresent()
        || order.adopt().contains(node.name())
        || node.hold().isEmpty();
  }

  /** Whether the hold is still somebody else's, be it given to us or not. */
  boolean anothers(NodeView node) {
    return node.hold().filter(hold -> !identity().owns(hold)).isPresent();
  }

  /** Takes a node one step further out of service, or back in, under our hold. */
  Effect hold(NodeView node, Routing to, Phase phase, Optional<Position> appliedAtLeast) {
    return change(node, to, Optional.of(mark(node, phase, reason())), appliedAtLeast);
  }

  /** Puts a node into service. */
  Effect serve(NodeView node, Optional<Position> appliedAtLeast) {
    return change(node, Routing.SERVING, Optional.empty(), appliedAtLeast);
  }

  /** Rewrites the hold of a node whose upgrade failed: it waits for no version any more. */
  Effect markFailed(NodeView node, String why) {
    Hold mark = mark(node, Phase.DRAINED, why);
    Hold open =
        new Hold(
            mark.owner(),
            mark.runId(),
            mark.host(),
            mark.reason(),
            mark.since(),
            mark.phase(),
            Optional.empty(),
            mark.incarnation());
    return change(node, Routing.DRAINED, Optional.of(open), Optional.empty());
  }

  private Effect change(
      NodeView node, Routing to, Optional<Hold> hold, Optional<Position> appliedAtLeast) {
    boolean stays = node.routing() == to;
    Requirement require =
        new Requirement(stays ? Optional.empty() : node.incarnation(), appliedAtLeast);
    return new Effect.ChangeRouting(
        new RoutingChange(
            node.name(),
            to,
            policy().minServing(),
            policy().maxUnavailable(),
            hold,
            order.adopt().contains(node.name()),
            require,
            snapshot.stamp().revision()),
        token);
  }

  private Hold mark(NodeView node, Phase phase, String reason) {
    Optional<Hold> before = node.hold();
    return new Hold(
        identity().owner(),
        identity().runId(),
        identity().host(),
        reason,
        before.map(Hold::since).orElse(now.wall()),
        phase,
        wanted().or(() -> before.flatMap(Hold::wanted)),
        node.routing() == Routing.DRAINED || node.routing() == Routing.REJOINING
            ? before.flatMap(Hold::incarnation)
            : node.incarnation());
  }

  private String reason() {
    return switch (order) {
      case Order.Drain drain -> drain.reason();
      case Order.Rejoin rejoin -> rejoin.reason();
      case Order.Roll roll -> "roll" + roll.to().map(v -> " to " + v).orElse("");
    };
  }
}
