package dev.tidalctl.simulation.plan;

/**
 * Where a run stands when a fault strikes it: the statuses of a node in hand, and what is between.
 */
public enum Phase {
  /** First look, lease, preflight. */
  OPENING,
  /** Nodes are chosen and the gate before the next is not passed. */
  GATING,
  /** Leadership moves off a node in hand. */
  HANDING_OVER,
  /** A node in hand is draining, or its drain is undone. */
  DRAINING,
  /** A node in hand is drained, its upgrade not begun. */
  DRAINED,
  /** The upgrade command, and the wait for the new process. */
  UPGRADING,
  /** A node in hand rejoins. */
  REJOINING,
  /** Between nodes. */
  SOAKING
}
