package dev.tidalctl.tidal;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The fewest nodes that ever served, by the transition log.
 *
 * <ol>
 *   <li>Find the entry that says that the lease was taken with the token.
 *   <li>Take the smallest count of serving nodes from that entry on, its own included.
 * </ol>
 */
final class ServingFloor {
  private ServingFloor() {}

  /** Reads it from the whole log; empty when the log does not go back to the take. */
  static OptionalInt since(long token, Fields log) throws MalformedAnswer {
    OptionalInt floor = OptionalInt.empty();
    for (Fields entry : log.objects("transitions")) {
      if (floor.isPresent() || isTake(entry, token)) {
        int serving = entry.small("servingAfter");
        floor = OptionalInt.of(Math.min(floor.orElse(serving), serving));
      }
    }
    return floor;
  }

  private static boolean isTake(Fields entry, long token) throws MalformedAnswer {
    return entry.text("kind").equals("lease")
        && entry.text("to").equals("held")
        && entry.optionalWhole("token").equals(OptionalLong.of(token));
  }
}
