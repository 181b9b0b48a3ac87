package dev.tidalctl.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them, in the cluster file and on the command line: whole numbers with
 * {@code h}, {@code m}, {@code s} or {@code ms}, larger units first, each at most once, as {@code
 * 30s}, {@code 500ms} or {@code 1m30s}. Strict, because {@code 30} could mean anything.
 */
public final class DurationText {
  /** The form in words, for error texts. */
  public static final String FORM =
      "a duration is whole numbers with h, m, s or ms, as 30s, 500ms or 1m30s";

  private static final Pattern PATTERN =
      Pattern.compile(
          "(?=.)(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");

  private DurationText() {}

  /** The duration that the text means; empty when it has another form. */
  public static Optional<Duration> parse(String text) {
    Matcher found = PATTERN.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofHours(number(found, 1))
            .plusMinutes(number(found, 2))
            .plusSeconds(number(found, 3))
            .plusMillis(number(found, 4)));
  }

  private static long number(Matcher found, int group) {
    return found.start(group) < 0 ? 0 : Long.parseLong(found.group(group));
  }
}
