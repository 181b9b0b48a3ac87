package dev.tidalctl.core;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Impediment.Outlook;
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

    /** No, or not by this look: what lasts of it decides. */
    record Refuse(List<Impediment> against) implements Clearance {
      public Refuse {
        against = List.copyOf(against);
      }

      static Refuse lasting(String why) {
        return new Refuse(List.of(Impediment.lasting(why)));
      }

      static Refuse passing(String why) {
        return new Refuse(List.of(Impediment.passing(why)));
      }
    }
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
      return Clearance.Refuse.lasting(foreignHold(node));
    }
    if (node.routing() == Routing.DRAINED) {
      return new Clearance.Nothing(node.name() + " is drained already, under your own hold");
    }
    if (node.routing() == Routing.REJOINING) {
      return Clearance.Refuse.lasting(
          node.name() + " is rejoining and out of service already; finish that with rejoin first");
    }
    if (!node.reachable()) {
      return Clearance.Refuse.passing(
          node.name()
              + " does not answer, so it can't be drained; a roll takes such a node with"
              + " --include-unready");
    }
    if (snapshot.lag(node).isEmpty()) {
      return Clearance.Refuse.passing("the lag of " + node.name() + " is unknown");
    }
    Optional<Impediment> guarded =
        AvailabilityGuard.against(List.of(node.name()), snapshot, policy);
    if (guarded.isPresent()) {
      return new Clearance.Refuse(List.of(guarded.get()));
    }
    return Retention.advise(Retention.FIRST_UPGRADE, snapshot, policy.limits())
            instanceof Retention.Advice.Refuse(String text)
        ? Clearance.Refuse.lasting(text)
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
      return Clearance.Refuse.lasting(foreignHold(node));
    }
    if (node.routing() == Routing.DRAINING || snapshot.isLeader(node.name())) {
      return Clearance.Refuse.lasting(
          node.name()
              + (snapshot.isLeader(node.name()) ? " leads" : " is draining")
              + ", so it can't be rejoined");
    }
    if (!node.reachable()) {
      return Clearance.Refuse.passing(
          node.name()
              + " does not answer: start it, then rejoin it; it stays held, out of service");
    }
    if (node.applied().isEmpty()) {
      return Clearance.Refuse.passing("the position of " + node.name() + " is unknown");
    }
    return rejoin.adopt().contains(node.name())
        ? new Clearance.Go(List.of(node.name()))
        : node.hold()
            .flatMap(hold -> unmet(node, hold))
            .<Clearance>map(why -> new Clearance.Refuse(List.of(why)))
            .orElseGet(() -> new Clearance.Go(List.of(node.name())));
  }

  /** What the hold waits for that the node does not show; adopting the node waives it. */
  private static Optional<Impediment> unmet(NodeView node, Hold hold) {
    String waive = "; --adopt " + node.name() + " brings it back as it is";
    Optional<Version> wanted = hold.wanted();
    if (wanted.isPresent() && !node.runs(wanted.get())) {
      return Optional.of(
          new Impediment(
              node.name()
                  + " reports version "
                  + node.version().map(Version::value).orElse("unknown")
                  + ", its hold waits for "
                  + wanted.get()
                  + waive,
              node.version().isPresent() ? Outlook.LASTS : Outlook.MAY_PASS));
    }
    if (hold.phase() == Phase.UPGRADING && hold.incarnation().equals(node.incarnation())) {
      return Optional.of(
          Impediment.lasting(
              node.name()
                  + " was to be upgraded and has not been restarted since it was drained"
                  + waive));
    }
    return Optional.empty();
  }

  private static Clearance roll(
      Order.Roll roll, Snapshot snapshot, Policy policy, Identity identity) {
    List<NodeView> pending = Planner.pending(roll, snapshot);
    List<Impediment> against = RollObjections.all(roll, snapshot, policy, identity);
    if (!against.isEmpty()) {
      return new Clearance.Refuse(against);
    }
    if (pending.isEmpty()) {
      return new Clearance.Nothing(
          "every node asked for is serving"
              + roll.to().map(v -> " at version " + v).orElse("")
              + " already");
    }
    return new Clearance.Go(pending.stream().map(NodeView::name).toList());
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

  static boolean foreign(NodeView node, Identity identity, Set<NodeName> adopt) {
    return node.hold().filter(h -> !identity.owns(h)).isPresent() && !adopt.contains(node.name());
  }

  /** Who holds it, and what takes it over. */
  static String foreignHold(NodeView node) {
    return node.name()
        + " is "
        + Words.of(node.routing())
        + ", "
        + node.hold().map(Words::of).orElse("held by somebody else")
        + ": --adopt "
        + node.name()
        + " takes it over";
  }

  private static Clearance unknown(NodeName node, Snapshot snapshot) {
    return Clearance.Refuse.lasting(
        "the cluster has no node "
            + node
            + "; it has "
            + names(snapshot.nodes().stream().map(NodeView::name).toList()));
  }

  static String names(List<NodeName> names) {
    return String.join(", ", names.stream().map(NodeName::value).toList());
  }
}
