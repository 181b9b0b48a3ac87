package dev.tidalctl.simulation.plan;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The cluster as the world begins. The first node leads.
 *
 * @param nodes its nodes
 * @param beat how often WAL moves and nodes are observed
 * @param writesPerSecond what clients write
 * @param appliesPerSecond what a follower applies at most
 * @param retentionCap WAL kept for a node that is away, in events; empty where it is not told
 * @param unhealthyLag beyond this many events a node is unhealthy
 * @param heartbeats whether the driver appends heartbeats
 * @param digests whether the driver compares digests
 * @param commandTakes how long an upgrade command runs, or a restart
 * @param restarts whether nodes are upgraded by a restart of the driver
 */
public record ClusterPlan(
    List<NodePlan> nodes,
    Duration beat,
    int writesPerSecond,
    int appliesPerSecond,
    OptionalLong retentionCap,
    int unhealthyLag,
    boolean heartbeats,
    boolean digests,
    Duration commandTakes,
    boolean restarts) {
  /** Keeps its own copy. */
  public ClusterPlan {
    nodes = List.copyOf(nodes);
  }
}
