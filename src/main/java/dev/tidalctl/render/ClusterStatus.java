package dev.tidalctl.render;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One look at the cluster, judged: what {@code status} shows in every format.
 *
 * @param snapshot what was seen
 * @param driver its word in the cluster file
 * @param minServing the policy's floor, in nodes
 * @param nodes in the snapshot's order
 * @param unfinished the roll that this machine's journals show to be unfinished
 * @param next the command to run when something is unfinished
 */
public record ClusterStatus(
    Snapshot snapshot,
    String driver,
    int minServing,
    List<NodeStatus> nodes,
    Optional<RunId> unfinished,
    Optional<String> next) {

  /** Keeps its own copy. */
  public ClusterStatus {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node, judged.
   *
   * @param view what was seen of it
   * @param status where it stands in an upgrade
   * @param lag in the snapshot's lag unit; empty when unknown
   * @param unhealthy why it is not healthy; empty when it is
   */
  public record NodeStatus(
      NodeView view, NodeUpgradeStatus status, OptionalLong lag, Optional<String> unhealthy) {}

  /** How many nodes answer and take client work. */
  public int servingNodes() {
    return (int)
        nodes.stream()
            .map(NodeStatus::view)
            .filter(node -> node.routing() == Routing.SERVING && node.reachable())
            .count();
  }

  /** The leadership term, where the leader's position is known. */
  public OptionalLong term() {
    return snapshot
        .leaderPosition()
        .map(Position::term)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Whether nothing is wrong: there is a leader, every node serves and is healthy, and it is known
   * that no abandoned run holds the lease.
   */
  public boolean wholesome() {
    return snapshot.leader().isPresent()
        && snapshot.holdsKnown()
        && nodes.stream()
            .allMatch(
                node -> node.view().routing() == Routing.SERVING && node.unhealthy().isEmpty())
        && snapshot.lease().stream().noneMatch(holder -> holder.abandoned());
  }

  /** The node of that name, where the cluster has it. */
  public Optional<NodeStatus> node(NodeName name) {
    return nodes.stream().filter(node -> node.view().name().equals(name)).findFirst();
  }
}
