package dev.tidalctl.core.model;

/** What a driver's seqnos count. */
public enum LagUnit {
  /** Events, as the {@code tidal} driver counts. */
  EVENTS,
  /** Bytes of WAL, as PostgreSQL counts. */
  BYTES
}
