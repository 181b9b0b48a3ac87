package dev.tidalctl.tidal;

import dev.tidalctl.core.model.Stamp;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;

/** The newest state of the cluster that was seen. What is older is not believed any more. */
final class Horizon {
  /** Within one epoch and revision, progress does not go back either. */
  private static final Comparator<Stamp> AGE =
      Comparator.<Stamp>naturalOrder().thenComparingLong(Stamp::observation);

  private final AtomicReference<Stamp> newest = new AtomicReference<>(new Stamp(0, 0, 0));

  /** Takes up {@code seen} unless something newer was seen before; says whether it did. */
  boolean admit(Stamp seen) {
    return newest.updateAndGet(n -> AGE.compare(seen, n) > 0 ? seen : n).equals(seen);
  }

  /** From now on nothing older than what a change led to is believed. */
  void raise(long epoch, long revision) {
    admit(new Stamp(epoch, revision, 0));
  }

  Stamp newest() {
    return newest.get();
  }
}
