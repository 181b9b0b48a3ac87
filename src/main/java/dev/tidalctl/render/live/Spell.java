package dev.tidalctl.render.live;

import java.time.Duration;

/** Lengths of time for a table that is redrawn: to the second, so that digits do not race. */
final class Spell {
  private Spell() {}

  /** {@code 7s}, {@code 2m05s}, {@code 30m}, {@code 2h07m}. */
  static String of(Duration length) {
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      return length.toSeconds() + "s";
    }
    if (length.compareTo(Duration.ofHours(1)) < 0) {
      int seconds = length.toSecondsPart();
      return length.toMinutes() + "m" + (seconds == 0 ? "" : two(seconds) + "s");
    }
    return length.toHours() + "h" + two(length.toMinutesPart()) + "m";
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
