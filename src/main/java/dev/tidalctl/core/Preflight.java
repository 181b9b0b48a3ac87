package dev.tidalctl.core;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must be true before the first change of a run, judged on a fresh look under the lease.
 * Refusing here has changed nothing.
 */
final class Preflight {
  private Preflight() {}

  /** Whether a run may begin. */
  sealed interface Clearance {
    /** These nodes are to be worked on. */
    record Go(List<NodeName> targets) implements Clearance {
      public Go {
        targets = List.copyOf(targets);
      }
    }

    /** All that was asked for is so already. */
    record Nothing(String reason) implements Clearance {}

    /** No. */
    record Refuse(String reason) implements Clearance {}
  }

  static Clearance check(Order order, Snapshot snapshot, Policy policy, Identity identity) {
    return switch (order) {
      case Order.Drain drain ->
          snapshot
              .node(drain.node())
              .map(n -> drain(n, drain, snapshot, policy, identity))
              .orElseGet(() -> unknown(drain.node(), snapshot));
      case Order.Rejoin rejoin ->
          snapshot
              .node(rejoin.node())
              .map(n -> rejoin(n, rejoin, snapshot, policy, identity))
              .orElseGet(() -> unknown(rejoin.node(), snapshot));
      case Order.Roll roll -> roll(roll, snapshot, policy, identity);
    };
  }

  private static Clearance drain(
      NodeView node, Order.Drain drain, Snapshot snapshot, Policy policy, Identity identity) {
    if (foreign(node, identity, drain.adopt())) {
      return foreignHold(node);
    }
    if (node.routing() == Routing.DRAINED) {
      return new Clearance.Nothing(node.name() + " is drained already, under your own hold");
    }
    if (node.routing() == Routing.REJOINING) {
      return new Clearance.Refuse(
          node.name() + " is rejoining and out of service already; finish that with rejoin first");
    }
    if (!node.reachable()) {
      return new Clearance.Refuse(
          node.name()
              + " does not answer, so it can't be drained; a roll takes such a node with"
              + " --include-unready");
    }
    if (snapshot.lag(node).isEmpty()) {
      return new Clearance.Refuse("the lag of " + node.name() + " is unknown");
    }
    if (AvailabilityGuard.check(Set.of(node.name()), snapshot, policy)
        instanceof Verdict.Hold(String reason)) {
      return new Clearance.Refuse("cannot drain " + node.name() + ": " + reason);
    }
    return Retention.advise(Retention.FIRST_UPGRADE, snapshot, policy.limits())
            instanceof Retention.Advice.Refuse(String text)
        ? new Clearance.Refuse(text)
        : new Clearance.Go(List.of(node.name()));
  }

  private static Clearance rejoin(
      NodeView node, Order.Rejoin rejoin, Snapshot snapshot, Policy policy, Identity identity) {
    if (node.routing() == Routing.SERVING) {
      String health =
          switch (Health.of(node, snapshot, policy)) {
            case Verdict.Go go -> " and healthy";
            case Verdict.Hold(String reason) -> " but not healthy: " + reason;
          };
      return new Clearance.Nothing(node.name() + " is serving" + health + "; nothing was changed");
    }
    if (foreign(node, identity, rejoin.adopt())) {
      return foreignHold(node);
    }
    if (node.routing() == Routing.DRAINING || snapshot.isLeader(node.name())) {
      return new Clearance.Refuse(
          node.name()
              + (snapshot.isLeader(node.name()) ? " leads" : " is draining")
              + ", so it can't be rejoined");
    }
    if (!node.reachable()) {
      return new Clearance.Refuse(
          node.name()
              + " does not answer: start it, then rejoin it; it stays held, out of service");
    }
    if (node.applied().isEmpty()) {
      return new Clearance.Refuse("the position of " + node.name() + " is unknown");
    }
    return rejoin.adopt().contains(node.name())
        ? new Clearance.Go(List.of(node.name()))
        : node.hold()
            .flatMap(hold -> unmet(node, hold))
            .<Clearance>map(Clearance.Refuse::new)
            .orElseGet(() -> new Clearance.Go(List.of(node.name())));
  }

  /** What the hold waits for that the node does not show; adopting the node waives it. */
  private static Optional<String> unmet(NodeView node, Hold hold) {
    String waive = "; --adopt " + node.name() + " brings it back as it is";
    Optional<Version> wanted = hold.wanted();
    if (wanted.isPresent() && !node.runs(wanted.get())) {
      return Optional.of(
          node.name()
              + " reports version "
              + node.version().map(Version::value).orElse("unknown")
              + ", its hold waits for "
              + wanted.get()
              + waive);
    }
    if (hold.phase() == Phase.UPGRADING && hold.incarnation().equals(node.incarnation())) {
      return Optional.of(
          node.name()
              + " was to be upgraded and has not been restarted since it was drained"
              + waive);
    }
    return Optional.empty();
  }

  private static Clearance roll(
      Order.Roll roll, Snapshot snapshot, Policy policy, Identity identity) {
    List<NodeView> pending = Planner.pending(roll, snapshot);
    List<String> refusals = refusals(roll, snapshot, policy, identity);
    if (!refusals.isEmpty()) {
      return new Clearance.Refuse(String.join("; ", refusals));
    }
    if (pending.isEmpty()) {
      return new Clearance.Nothing(
          "every node asked for is serving"
              + roll.to().map(v -> " at version " + v).orElse("")
              + " already");
    }
    return new Clearance.Go(pending.stream().map(NodeView::name).toList());
  }

  /** All that speaks against going on with a roll, whatever state it was left in. */
  static List<String> resumeRefusals(Order.Roll roll, Snapshot snapshot, Identity identity) {
    List<String> refusals = new ArrayList<>();
    for (Member member : roll.members()) {
      if (snapshot.node(member.name()).isEmpty()) {
        refusals.add("the cluster has no node " + member.name());
      }
    }
    for (NodeView node : snapshot.nodes()) {
      if (foreign(node, identity, roll.adopt()) && !roll.skip().contains(node.name())) {
        refusals.add(foreignHold(node).reason() + " or --skip " + node.name());
      }
    }
    return List.copyOf(refusals);
  }

  /** All that speaks against a roll, at once. */
  static List<String> refusals(
      Order.Roll roll, Snapshot snapshot, Policy policy, Identity identity) {
    List<String> refusals = new ArrayList<>(standing(roll, snapshot, identity));
    if (refusals.isEmpty()) {
      first(roll, snapshot, policy).ifPresent(refusals::add);
    }
    return List.copyOf(refusals);
  }

  /**
   * What speaks against a roll for as long as nobody mends it; the rest may pass while it waits.
   */
  static List<String> standing(Order.Roll roll, Snapshot snapshot, Identity identity) {
    List<String> refusals = new ArrayList<>(resumeRefusals(roll, snapshot, identity));
    List<NodeView> pending = Planner.pending(roll, snapshot);
    for (NodeView node : pending) {
      if (!node.reachable() && node.routing() == Routing.SERVING && !roll.includeUnready()) {
        refusals.add(
            node.name()
                + " does not answer: --include-unready takes it first, --skip "
                + node.name()
                + " leaves it");
      }
      if (node.routing() == Routing.REJOINING
          && roll.to().filter(v -> !node.runs(v)).isPresent()
          && !roll.adopt().contains(node.name())) {
        refusals.add(
            node.name()
                + " is rejoining at another version: --adopt "
                + node.name()
                + " brings it back as it is before its turn, and so does rejoin");
      }
    }
    return List.copyOf(refusals);
  }

  /** What speaks against taking the first batch now. */
  private static Optional<String> first(Order.Roll roll, Snapshot snapshot, Policy policy) {
    List<NodeName> batch = Planner.next(roll, Set.of(), snapshot, policy);
    if (batch.isEmpty()) {
      return Optional.empty();
    }
    if (AvailabilityGuard.check(Set.copyOf(batch), snapshot, policy)
        instanceof Verdict.Hold(String reason)) {
      return Optional.of("cannot drain " + names(batch) + ": " + reason);
    }
    if (batch.stream().anyMatch(snapshot::isLeader)
        && Succession.best(Set.copyOf(batch), snapshot, policy).isEmpty()) {
      return Optional.of(
          "cannot drain the leader "
              + names(batch)
              + ": "
              + Succession.none(Set.copyOf(batch), snapshot, policy));
    }
    return Retention.advise(Retention.FIRST_UPGRADE, snapshot, policy.limits())
            instanceof Retention.Advice.Refuse(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * What the operator should know before the first change; a rejoin takes nothing away, so that the
   * cluster's own cautions are all that it hears.
   */
  static List<String> warnings(Order order, Snapshot snapshot, Policy policy) {
    List<String> warnings = new ArrayList<>(snapshot.cautions());
    if (order instanceof Order.Rejoin) {
      return List.copyOf(warnings);
    }
    if (order instanceof Order.Roll roll) {
      snapshot.nodes().stream()
          .map(NodeView::name)
          .filter(name -> roll.members().stream().noneMatch(m -> m.name().equals(name)))
          .map(n -> "the cluster file does not name " + n + " of the cluster: it is not rolled")
          .forEach(warnings::add);
    }
    if (Retention.advise(Retention.FIRST_UPGRADE, snapshot, policy.limits())
        instanceof Retention.Advice.Warn(String text)) {
      warnings.add(text);
    }
    return List.copyOf(warnings);
  }

  private static boolean foreign(NodeView node, Identity identity, Set<NodeName> adopt) {
    return node.hold().filter(h -> !identity.owns(h)).isPresent() && !adopt.contains(node.name());
  }

  private static Clearance.Refuse foreignHold(NodeView node) {
    return new Clearance.Refuse(
        node.name()
            + " is "
            + Words.of(node.routing())
            + ", "
            + node.hold().map(Words::of).orElse("held by somebody else")
            + ": --adopt "
            + node.name()
            + " takes it over");
  }

  private static Clearance unknown(NodeName node, Snapshot snapshot) {
    return new Clearance.Refuse(
        "the cluster has no node "
            + node
            + "; it has "
            + names(snapshot.nodes().stream().map(NodeView::name).toList()));
  }

  private static String names(List<NodeName> names) {
    return String.join(", ", names.stream().map(NodeName::value).toList());
  }
}
