package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a change of routing may be made on what a look shows, in this order:
 *
 * <ol>
 *   <li>the cluster is as it was when the change was decided on
 *   <li>the hold, if there is one, is that of the lease's holder, or is to be taken over
 *   <li>a leader stays in service
 *   <li>the transition table; only a node that is down skips draining
 *   <li>incarnation and position are as required; a node that is to rejoin or serve has not
 *       diverged
 *   <li>taking a node out: nothing impedes it, and enough others serve and are healthy
 * </ol>
 */
final class RoutingRules {
  private final long unhealthyLag;

  /** With the policy's bound of health, in bytes. */
  RoutingRules(long unhealthyLag) {
    this.unhealthyLag = unhealthyLag;
  }

  /** Why not; empty when it may be made. */
  Optional<Refusal> against(RoutingChange change, Snapshot seen) {
    Optional<NodeView> found = seen.node(change.node());
    if (found.isEmpty()) {
      return refused(Code.OTHER, "the cluster file names no node " + change.node());
    }
    NodeView node = found.get();
    if (change.revision() != seen.stamp().revision()) {
      return refused(Code.REVISION_CHANGED, "the cluster has moved on");
    }
    if (!change.adopt() && node.hold().filter(hold -> !belongs(hold, seen.lease())).isPresent()) {
      return refused(
          Code.HELD_BY_OTHER,
          node.name() + " is held by " + node.hold().map(Hold::owner).orElse("somebody else"));
    }
    if (change.to() != Routing.SERVING && seen.isLeader(node.name())) {
      return refused(Code.IS_LEADER, node.name() + " leads; hand leadership over first");
    }
    if (!mayBecome(node.routing(), change.to(), node.reachable())) {
      return refused(
          Code.ILLEGAL_TRANSITION,
          "%s is %s and can't become %s"
              .formatted(node.name(), word(node.routing()), word(change.to())));
    }
    return requirements(change, node)
        .or(() -> node.routing() == Routing.SERVING ? guard(change, seen) : Optional.empty());
  }

  private static Optional<Refusal> requirements(RoutingChange change, NodeView node) {
    boolean another =
        change
            .require()
            .incarnation()
            .filter(wanted -> !node.incarnation().equals(Optional.of(wanted)))
            .isPresent();
    if (another) {
      return refused(Code.REQUIREMENT_NOT_MET, node.name() + " runs in another process by now");
    }
    boolean behind =
        change
            .require()
            .appliedAtLeast()
            .filter(wanted -> node.applied().filter(at -> at.reaches(wanted)).isEmpty())
            .isPresent();
    if (behind) {
      return refused(
          Code.REQUIREMENT_NOT_MET,
          node.name() + " is not seen to have applied " + change.require().appliedAtLeast().get());
    }
    if (node.diverged() && node.routing() == Routing.REJOINING) {
      return refused(Code.DIVERGED, node.name() + " has another history than the leader");
    }
    return Optional.empty();
  }

  private Optional<Refusal> guard(RoutingChange change, Snapshot seen) {
    if (!seen.impediments().isEmpty()) {
      return refused(Code.OTHER, Impediment.words(seen.impediments()));
    }
    if (seen.leader().isEmpty() || seen.leaderPosition().isEmpty()) {
      return refused(Code.WOULD_LEAVE_TOO_FEW_SERVING, "no leader answers");
    }
    long others =
        seen.nodes().stream()
            .filter(n -> !n.name().equals(change.node()))
            .filter(n -> n.routing() == Routing.SERVING && healthy(n, seen))
            .count();
    long out = seen.nodes().size() - others;
    if (others < change.minServing()) {
      return refused(
          Code.WOULD_LEAVE_TOO_FEW_SERVING,
          "only %d nodes would still be serving and healthy, %d are required"
              .formatted(others, change.minServing()));
    }
    return out > change.maxUnavailable()
        ? refused(
            Code.WOULD_LEAVE_TOO_FEW_SERVING,
            "%d nodes would be out of service or unhealthy, %d may be"
                .formatted(out, change.maxUnavailable()))
        : Optional.empty();
  }

  private boolean healthy(NodeView node, Snapshot seen) {
    OptionalLong lag = seen.lag(node);
    return node.reachable()
        && node.observedAt().isPresent()
        && lag.isPresent()
        && lag.getAsLong() <= unhealthyLag;
  }

  /** A roll answers for its own holds alone, a drain and a rejoin for all of their owner's. */
  static boolean belongs(Hold hold, Optional<LeaseHolder> lease) {
    return lease
        .filter(
            holder ->
                hold.runId().equals(holder.runId())
                    || (holder.kind() != RunKind.ROLL && hold.owner().equals(holder.owner())))
        .isPresent();
  }

  private static boolean mayBecome(Routing from, Routing to, boolean up) {
    return switch (from) {
      case SERVING -> to == Routing.DRAINING || (to == Routing.DRAINED && !up);
      case DRAINING -> to == Routing.DRAINING || to == Routing.DRAINED || to == Routing.SERVING;
      case DRAINED -> to == Routing.DRAINED || to == Routing.REJOINING;
      case REJOINING -> to == Routing.REJOINING || to == Routing.SERVING;
    };
  }

  private static String word(Routing routing) {
    return routing.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Refusal> refused(Code code, String detail) {
    return Optional.of(Refusal.of(code, detail));
  }
}
