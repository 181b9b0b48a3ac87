package dev.tidalctl.core.model;

/** What a node does with the WAL. */
public enum Role {
  /** Takes writes and ships WAL; at most one node a term. */
  LEADER,
  /** Receives and applies WAL. */
  FOLLOWER
}
