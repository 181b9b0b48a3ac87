package dev.tidalctl.conformance;

/** What a driver need not have. */
public enum Capability {
  /** Appends an event that carries nothing. */
  HEARTBEAT,
  /** Compares content. */
  DIGESTS,
  /** Keeps a log of how few nodes served. */
  SERVING_FLOOR,
  /** Closes a node again whose routing came apart from its mark. */
  CLOSE_AGAIN,
  /** Cuts client sessions. */
  CUT_SESSIONS
}
