package dev.tidalctl.core.model;

import java.util.Optional;

/**
 * How far a node was seen to apply, and when it last got further: a limit on <em>no progress</em>
 * counts from then.
 *
 * @param furthest the furthest position seen, where any was known
 * @param since when it was first seen there
 */
public record Headway(Optional<Position> furthest, Moment since) {
  /** Whether {@code applied} is further; in a new term anything counts as further. */
  public boolean passedBy(Optional<Position> applied) {
    if (applied.isEmpty()) {
      return false;
    }
    return furthest.isEmpty()
        || !furthest.get().comparableTo(applied.get())
        || applied.get().seqno() > furthest.get().seqno();
  }
}
