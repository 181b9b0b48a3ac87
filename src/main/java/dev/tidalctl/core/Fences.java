package dev.tidalctl.core;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * Fences: the leader's position, read after a change took effect, as the finish line of one wait. A
 * change of term voids a fence.
 */
final class Fences {
  private Fences() {}

  /** The leader's position if it was read after {@code change}, by the control plane's clock. */
  static Optional<Position> readAfter(Instant change, Snapshot snapshot) {
    return snapshot.leaderPosition().filter(p -> readLater(change, snapshot));
  }

  /**
   * What a wait for a fence that can't be read on this look shall wake up for: any later look shows
   * one, unless nobody knows the leader's position.
   */
  static Optional<Interest> awaited(Snapshot snapshot) {
    return snapshot.leaderPosition().isPresent()
        ? Optional.empty()
        : Optional.of(Interest.OBSERVATION);
  }

  /** Whether {@code fence} was set in another term than the leader's present one. */
  static boolean voided(Position fence, Snapshot snapshot) {
    return snapshot.leaderPosition().filter(fence::comparableTo).isEmpty();
  }

  private static boolean readLater(Instant change, Snapshot snapshot) {
    return snapshot.leaderObservedAt().filter(at -> at.isAfter(change)).isPresent();
  }
}
