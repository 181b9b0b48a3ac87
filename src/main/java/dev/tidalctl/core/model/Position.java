package dev.tidalctl.core.model;

/**
 * A place in the WAL. Seqnos of different terms are never compared: the order of two positions is
 * only defined within one term.
 *
 * @param term the leadership term (PostgreSQL: timeline)
 * @param seqno the last event (PostgreSQL: byte) at this position, counted from 1; 0 is the empty
 *     WAL
 */
public record Position(long term, long seqno) {
  /** Whether the two positions can be compared at all. */
  public boolean comparableTo(Position other) {
    return term == other.term;
  }

  /** Whether this position is at or past {@code fence}; false when the terms differ. */
  public boolean reaches(Position fence) {
    return comparableTo(fence) && seqno >= fence.seqno;
  }

  /** This position less {@code distance} events or bytes, never below 0. */
  public Position minus(long distance) {
    return new Position(term, Math.max(0, seqno - distance));
  }

  @Override
  public String toString() {
    return term + "/" + seqno;
  }
}
