package dev.tidalctl.render;

import dev.tidalctl.render.Style.Tone;
import java.time.Duration;
import java.time.Instant;

/** Says that what is shown is old. */
public final class StaleText {
  private StaleText() {}

  /**
   * The line above a screen that can't be brought up to date.
   *
   * @param seenAt when what is shown was seen
   * @param why there has been nothing newer to see
   */
  public static String above(Instant seenAt, Instant now, String why, Style style) {
    return style.paint(Tone.BAD, "STALE    " + age(seenAt, now) + ": " + why);
  }

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
