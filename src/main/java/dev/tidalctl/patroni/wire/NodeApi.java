package dev.tidalctl.patroni.wire;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import java.time.Duration;

/**
 * The REST API of every node. Calls block their own thread, end within a limit and never throw for
 * what the other side does. For one that reads, {@code Unreachable} and {@code Unknown} mean the
 * same: nothing was seen.
 */
public interface NodeApi extends AutoCloseable {
  /** What a node says of itself, at once. */
  Reply<NodeReading> reading(NodeName node);

  /** What a node says of the cluster; hangs up to its limit when Patroni's store is gone. */
  Reply<ClusterReading> cluster(NodeName node);

  /** The dynamic configuration as a node knows it. */
  Reply<ConfigReading> config(NodeName node);

  /** Where earlier timelines ended, as a node knows it. */
  Reply<TimelineHistory> history(NodeName node);

  /** Whether a node takes writes and holds the leader key: {@code GET /primary}. */
  Reply<Boolean> takesWrites(NodeName node);

  /** Whether a node would be given reads: {@code GET /replica}. */
  Reply<Boolean> takesReads(NodeName node);

  /**
   * Asks the leader to hand over.
   *
   * @param leader who is asked
   * @param candidate who shall lead
   * @return {@code Unreachable} when it was certainly not sent
   */
  Reply<SwitchoverAnswer> switchover(NodeName leader, NodeName candidate);

  /**
   * Asks a node to restart PostgreSQL.
   *
   * @param node which
   * @param limit how long to wait for the answer
   * @return {@code Unreachable} when it was certainly not sent
   */
  Reply<RestartAnswer> restart(NodeName node, Duration limit);

  /** Closes connections. */
  @Override
  void close();
}
