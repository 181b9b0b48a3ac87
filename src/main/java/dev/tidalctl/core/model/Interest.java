package dev.tidalctl.core.model;

/** What a waiting look shall wake up for. */
public enum Interest {
  /** Membership, roles, routing, holds, incarnations, versions, reachability. */
  REVISION,
  /** Progress too: positions and work in flight. */
  OBSERVATION
}
