package dev.tidalctl.render;

import java.time.Duration;
import java.time.Instant;

/** Says that what is shown is old. */
public final class StaleText {
  private StaleText() {}

  /** How old it is: {@code seen 14:03:12Z, 42.0 s ago}. */
  public static String age(Instant seenAt, Instant now) {
    Duration age = Duration.between(seenAt, now);
    return "seen "
        + Figures.clock(seenAt)
        + ", "
        + Figures.length(age.isNegative() ? Duration.ZERO : age)
        + " ago";
  }
}
