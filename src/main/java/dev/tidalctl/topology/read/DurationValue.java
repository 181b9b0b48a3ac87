package dev.tidalctl.topology.read;

import dev.tidalctl.topology.DurationText;
import dev.tidalctl.topology.yaml.Shown;
import dev.tidalctl.topology.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Durations, in the form of {@link DurationText}. */
final class DurationValue {
  private DurationValue() {}

  /**
   * A duration.
   *
   * @param limit why a duration is out of range; empty when it is not
   */
  static Optional<Duration> read(Field field, Function<Duration, Optional<String>> limit) {
    Optional<String> text = field.scalar("a duration, as 30s").map(Scalar::text);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration = DurationText.parse(text.get());
    if (duration.isEmpty()) {
      return field.wrong(
          Shown.of(text.get()) + " is not a duration: " + DurationText.FORM + hint(text.get()));
    }
    return duration
        .flatMap(limit)
        .<Optional<Duration>>map(why -> field.wrong(Shown.of(text.get()) + " " + why))
        .orElse(duration);
  }

  /** A limit with two ends, both allowed. */
  static Function<Duration, Optional<String>> between(Duration shortest, Duration longest) {
    return duration ->
        duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0
            ? Optional.of(
                "is not from %dms to %ds".formatted(shortest.toMillis(), longest.toSeconds()))
            : Optional.empty();
  }

  private static String hint(String text) {
    return text.matches("[0-9]{1,9}") ? " (did you mean '" + text + "s'?)" : "";
  }
}
