package dev.tidalctl.tidal;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** Where the transition log speaks of the lease that was taken last. */
final class LastTake {
  private record Take(long token, OptionalLong entry) {}

  private final AtomicReference<Take> last =
      new AtomicReference<>(new Take(0, OptionalLong.empty()));

  /** A lease was taken, which the control plane may have told the entry of. */
  void note(long token, OptionalLong entry) {
    last.set(new Take(token, entry));
  }

  /** The number of the entry, if it is known for the lease with this token. */
  OptionalLong entry(long token) {
    Take take = last.get();
    return take.token() == token ? take.entry() : OptionalLong.empty();
  }
}
