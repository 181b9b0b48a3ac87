package dev.tidalctl.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One consistent look at the cluster.
 *
 * @param cluster the name the cluster gives itself
 * @param stamp which state this is
 * @param leader the node that leads, where there is one; it may be unreachable
 * @param leaderPosition the end of the leader's WAL
 * @param leaderObservedAt by the control plane's clock, a time before that end was read
 * @param firstKept the first seqno that the leader can still ship
 * @param now the control plane's clock
 * @param writeRate events or bytes a second, where measured
 * @param retentionCap how much WAL is kept for a node that is away, events or bytes
 * @param lagUnit what seqnos count
 * @param lease who may change the cluster
 * @param holdsKnown whether who has the lease, and who holds which node, could be read: if not,
 *     none of either is not known rather than none
 * @param nodes every member, in the control plane's order
 * @param impediments why nothing may be taken out of service now, whatever node it is, each with
 *     its remedy; empty when nothing speaks against it
 * @param cautions what an operator should know before changing anything
 */
public record Snapshot(
    String cluster,
    Stamp stamp,
    Optional<NodeName> leader,
    Optional<Position> leaderPosition,
    Optional<Instant> leaderObservedAt,
    OptionalLong firstKept,
    Instant now,
    OptionalDouble writeRate,
    OptionalLong retentionCap,
    LagUnit lagUnit,
    Optional<LeaseHolder> lease,
    boolean holdsKnown,
    List<NodeView> nodes,
    List<Impediment> impediments,
    List<String> cautions) {

  /** Keeps its own copies. */
  public Snapshot {
    nodes = List.copyOf(nodes);
    impediments = List.copyOf(impediments);
    cautions = List.copyOf(cautions);
  }

  /** The node of that name, empty when the cluster has none. */
  public Optional<NodeView> node(NodeName name) {
    return nodes.stream().filter(n -> n.name().equals(name)).findFirst();
  }

  /** Whether {@code name} leads. */
  public boolean isLeader(NodeName name) {
    return leader.filter(name::equals).isPresent();
  }

  /**
   * The leader's last seqno minus the node's applied seqno. Empty when either is unknown, the terms
   * differ, or the node is diverged or beyond the leader.
   */
  public OptionalLong lag(NodeView node) {
    if (node.diverged() || leaderPosition.isEmpty() || node.applied().isEmpty()) {
      return OptionalLong.empty();
    }
    Position end = leaderPosition.get();
    Position applied = node.applied().get();
    if (!applied.comparableTo(end)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, end.seqno() - applied.seqno()));
  }
}
