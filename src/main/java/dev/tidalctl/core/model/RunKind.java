package dev.tidalctl.core.model;

/** What a run was started for. */
public enum RunKind {
  /** {@code tidalctl drain}. */
  DRAIN,
  /** {@code tidalctl rejoin}. */
  REJOIN,
  /** {@code tidalctl roll}. */
  ROLL
}
