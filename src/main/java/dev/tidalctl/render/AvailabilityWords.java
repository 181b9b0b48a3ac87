package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Availability;
import java.time.Duration;
import java.util.Optional;

/** What a probe measured, in words and in JSON, everywhere the same. */
public final class AvailabilityWords {
  private AvailabilityWords() {}

  /** The figures; {@code not measured} when there are none. */
  public static String of(Optional<Availability> availability) {
    return availability.map(AvailabilityWords::of).orElse("not measured");
  }

  /** {@code 1204 queries answered, 0 failed, longest gap 61 ms}. */
  static String of(Availability availability) {
    String figures =
        availability.answered()
            + (availability.answered() == 1 ? " query" : " queries")
            + " answered, "
            + availability.failed()
            + " failed, longest gap "
            + millis(availability.longestGap())
            + " ms";
    return availability.unmeasured().isZero()
        ? figures
        : figures + ", not measured for " + Figures.length(availability.unmeasured());
  }

  /** {@code 9 more failed meanwhile, longest gap so far 1200 ms}, at the end of trouble. */
  static String meanwhile(Availability availability) {
    return availability.failed()
        + " more failed meanwhile, longest gap so far "
        + millis(availability.longestGap())
        + " ms";
  }

  /** Adds the figures to an object; times in milliseconds, rounded up. */
  static ObjectNode put(ObjectNode json, Availability availability) {
    return json.put("answered", availability.answered())
        .put("failed", availability.failed())
        .put("longestGapMs", millis(availability.longestGap()))
        .put("unmeasuredMs", millis(availability.unmeasured()));
  }

  private static long millis(Duration length) {
    return Math.ceilDiv(length.toNanos(), 1_000_000L);
  }
}
