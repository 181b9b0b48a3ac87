package dev.tidalctl.render;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How times, lengths of time and counts are written. */
public final class Figures {
  /** Stands for what does not apply. */
  public static final String NONE = "-";

  /** Stands for what is not known. Never a zero. */
  public static final String UNKNOWN = "?";

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** RFC 3339 in UTC, to the millisecond. */
  static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** The time of day in UTC, to the second. */
  public static String clock(Instant instant) {
    return CLOCK.format(instant);
  }

  /** A length in seconds, to the millisecond, for JSON. */
  static BigDecimal seconds(Duration length) {
    return BigDecimal.valueOf(length.getSeconds())
        .add(BigDecimal.valueOf(length.getNano() / 1_000_000, 3));
  }

  /** A length for people: {@code 0.31 s}, {@code 42 s}, {@code 3m05s}, {@code 2h07m}. */
  public static String length(Duration length) {
    if (length.compareTo(Duration.ofSeconds(10)) < 0) {
      return String.format(Locale.ROOT, "%.2f s", length.toMillis() / 1000.0);
    }
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
    if (length.compareTo(Duration.ofHours(1)) < 0) {
      return String.format(Locale.ROOT, "%dm%02ds", length.toMinutes(), length.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%dh%02dm", length.toHours(), length.toMinutesPart());
  }

  /** The count, or {@link #UNKNOWN}. */
  public static String orUnknown(OptionalLong count) {
    return count.isPresent() ? Long.toString(count.getAsLong()) : UNKNOWN;
  }

  /** The count, or {@link #UNKNOWN}. */
  public static String orUnknown(OptionalInt count) {
    return count.isPresent() ? Integer.toString(count.getAsInt()) : UNKNOWN;
  }

  /** {@code 1 node}, {@code 2 nodes}. */
  static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }
}
