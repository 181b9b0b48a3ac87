package dev.tidalctl.core;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Impediment.Outlook;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What speaks against a roll, as one look shows it. What is as the operator or the file would have
 * it lasts; that somebody does not answer, or is not healthy, the next look may show otherwise.
 */
final class RollObjections {
  private RollObjections() {}

  /** All that speaks against one that begins. */
  static List<Impediment> all(
      Order.Roll roll, Snapshot snapshot, Policy policy, Identity identity) {
    List<Impediment> against = new ArrayList<>(standing(roll, snapshot, identity));
    if (against.isEmpty()) {
      first(roll, snapshot, policy).ifPresent(against::add);
    }
    return List.copyOf(against);
  }

  /** What speaks against one that goes on, whatever state it was left in. */
  static List<Impediment> toResuming(Order.Roll roll, Snapshot snapshot, Identity identity) {
    List<Impediment> against = new ArrayList<>();
    for (Member member : roll.members()) {
      if (snapshot.node(member.name()).isEmpty()) {
        against.add(Impediment.lasting("the cluster has no node " + member.name()));
      }
    }
    for (NodeView node : snapshot.nodes()) {
      if (Preflight.foreign(node, identity, roll.adopt()) && !roll.skip().contains(node.name())) {
        against.add(Impediment.lasting(Preflight.foreignHold(node) + " or --skip " + node.name()));
      }
    }
    return List.copyOf(against);
  }

  /** What would speak against it in its midst too; the rest the gate waits for. */
  static List<Impediment> standing(Order.Roll roll, Snapshot snapshot, Identity identity) {
    List<Impediment> against = new ArrayList<>(toResuming(roll, snapshot, identity));
    for (NodeView node : Planner.pending(roll, snapshot)) {
      if (!node.reachable() && node.routing() == Routing.SERVING && !roll.includeUnready()) {
        against.add(
            Impediment.passing(
                node.name()
                    + " does not answer: --include-unready takes it first, --skip "
                    + node.name()
                    + " leaves it"));
      }
      if (node.routing() == Routing.REJOINING
          && roll.to().filter(v -> !node.runs(v)).isPresent()
          && !roll.adopt().contains(node.name())) {
        against.add(
            new Impediment(
                node.name()
                    + " is rejoining at another version: --adopt "
                    + node.name()
                    + " brings it back as it is before its turn, and so does rejoin",
                node.version().isPresent() ? Outlook.LASTS : Outlook.MAY_PASS));
      }
    }
    return List.copyOf(against);
  }

  /** What speaks against taking the first batch now. */
  private static Optional<Impediment> first(Order.Roll roll, Snapshot snapshot, Policy policy) {
    List<NodeName> batch = Planner.next(roll, Set.of(), snapshot, policy);
    if (batch.isEmpty()) {
      return Optional.empty();
    }
    Optional<Impediment> guarded = AvailabilityGuard.against(batch, snapshot, policy);
    if (guarded.isPresent()) {
      return guarded;
    }
    Set<NodeName> taking = Set.copyOf(batch);
    if (batch.stream().anyMatch(snapshot::isLeader)
        && Succession.best(taking, snapshot, policy).isEmpty()) {
      return Optional.of(
          Impediment.passing(
              "cannot drain the leader "
                  + Preflight.names(batch)
                  + ": "
                  + Succession.none(taking, snapshot, policy)));
    }
    return Retention.advise(Retention.FIRST_UPGRADE, snapshot, policy.limits())
            instanceof Retention.Advice.Refuse(String text)
        ? Optional.of(Impediment.lasting(text))
        : Optional.empty();
  }
}
