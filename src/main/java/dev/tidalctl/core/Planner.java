package dev.tidalctl.core;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order of a roll. Deterministic: the same snapshot gives the same order.
 *
 * <ol>
 *   <li>Nodes that are out of service and ours (or adopted): they are finished first.
 *   <li>Nodes that do not answer, where asked for.
 *   <li>Followers zone by zone, zones and nodes in the cluster file's order; as many at once as
 *       {@code maxUnavailable} still allows, never from two zones.
 *   <li>The leader, as the snapshot shows it, last and alone.
 * </ol>
 */
public final class Planner {
  private Planner() {}

  /**
   * What the roll would do to the cluster as it is now.
   *
   * @param roll what is asked for
   * @param snapshot the cluster
   * @param policy the promises to keep
   * @param identity who would roll
   */
  public static Plan plan(Order.Roll roll, Snapshot snapshot, Policy policy, Identity identity) {
    Set<NodeName> done = new LinkedHashSet<>();
    List<Plan.Batch> batches = new ArrayList<>();
    for (List<NodeName> batch = next(roll, done, snapshot, policy);
        !batch.isEmpty();
        batch = next(roll, done, snapshot, policy)) {
      batches.add(describe(batch, roll, snapshot, policy, identity));
      done.addAll(batch);
    }
    return new Plan(
        roll.to(),
        batches,
        skipped(roll, snapshot),
        RollObjections.all(roll, snapshot, policy, identity),
        Preflight.warnings(roll, snapshot, policy));
  }

  /** The nodes whose turn is next; empty when nothing is left to do. */
  static List<NodeName> next(
      Order.Roll roll, Set<NodeName> done, Snapshot snapshot, Policy policy) {
    List<NodeView> pending =
        pending(roll, snapshot).stream().filter(n -> !done.contains(n.name())).toList();
    Optional<NodeView> first =
        Stream.<NodeView>concat(
                Stream.concat(
                    pending.stream().filter(n -> n.routing() != Routing.SERVING),
                    pending.stream().filter(n -> roll.includeUnready() && !n.reachable())),
                Stream.concat(
                    byZone(pending.stream().filter(n -> plain(n, snapshot)).toList()),
                    pending.stream()))
            .findFirst();
    return first.map(n -> together(n, pending, snapshot, policy)).orElse(List.of());
  }

  /** The nodes of the cluster that the roll is asked for and that need it, in file order. */
  static List<NodeView> pending(Order.Roll roll, Snapshot snapshot) {
    return roll.members().stream()
        .map(Member::name)
        .filter(roll::wants)
        .flatMap(name -> snapshot.node(name).stream())
        .filter(n -> !upToDate(roll, n))
        .toList();
  }

  static List<Plan.Skipped> skipped(Order.Roll roll, Snapshot snapshot) {
    return roll.members().stream()
        .flatMap(m -> snapshot.node(m.name()).stream())
        .flatMap(
            n -> {
              if (roll.skip().contains(n.name())) {
                return Stream.of(new Plan.Skipped(n.name(), "named in --skip"));
              }
              if (!roll.wants(n.name())) {
                return Stream.of(new Plan.Skipped(n.name(), "not named in --only"));
              }
              return upToDate(roll, n)
                  ? Stream.of(
                      new Plan.Skipped(n.name(), "already at version " + roll.to().orElseThrow()))
                  : Stream.of();
            })
        .toList();
  }

  private static boolean upToDate(Order.Roll roll, NodeView node) {
    return node.routing() == Routing.SERVING && roll.to().filter(node::runs).isPresent();
  }

  /** A follower in service: one that may go together with others of its zone. */
  private static boolean plain(NodeView node, Snapshot snapshot) {
    return node.routing() == Routing.SERVING && node.reachable() && !snapshot.isLeader(node.name());
  }

  private static Stream<NodeView> byZone(List<NodeView> followers) {
    List<String> zones = followers.stream().map(NodeView::zone).distinct().toList();
    return zones.stream().flatMap(z -> followers.stream().filter(n -> n.zone().equals(z)));
  }

  private static List<NodeName> together(
      NodeView first, List<NodeView> pending, Snapshot snapshot, Policy policy) {
    if (!plain(first, snapshot)) {
      return List.of(first.name());
    }
    return pending.stream()
        .filter(n -> plain(n, snapshot) && n.zone().equals(first.zone()))
        .map(NodeView::name)
        .limit(Math.max(1, AvailabilityGuard.budget(snapshot, policy)))
        .toList();
  }

  private static Plan.Batch describe(
      List<NodeName> batch, Order.Roll roll, Snapshot snapshot, Policy policy, Identity identity) {
    List<NodeView> nodes = batch.stream().flatMap(n -> snapshot.node(n).stream()).toList();
    long serving =
        snapshot.nodes().stream()
            .filter(n -> !batch.contains(n.name()))
            .filter(n -> Health.serves(n, snapshot, policy))
            .count();
    return new Plan.Batch(
        nodes.getFirst().zone(),
        nodes.stream()
            .map(
                n ->
                    new Plan.Item(
                        n.name(),
                        n.shard(),
                        n.version(),
                        snapshot.isLeader(n.name()),
                        CommandLine.argv(n, roll, identity.runId())))
            .toList(),
        (int) serving);
  }
}
