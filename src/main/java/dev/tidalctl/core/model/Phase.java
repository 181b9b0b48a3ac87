package dev.tidalctl.core.model;

/** The part of an upgrade that a hold names: what the node was out of service for, last. */
public enum Phase {
  /** Traffic is leaving the node. */
  DRAINING,
  /** The node is out of service, untouched. */
  DRAINED,
  /** The upgrade command was started, or is about to be. */
  UPGRADING,
  /** The node catches up. */
  REJOINING
}
