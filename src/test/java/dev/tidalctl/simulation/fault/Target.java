package dev.tidalctl.simulation.fault;

/** Which node a fault strikes, as things are when it does. */
public enum Target {
  /** A node that the operator's run has in hand. */
  IN_HAND,
  /** A follower that it has not. */
  ANOTHER,
  /** The leader. */
  LEADER
}
