package dev.tidalctl.topology.read;

import dev.tidalctl.topology.ProbeSpec;
import dev.tidalctl.topology.ProbeTarget;
import java.time.Duration;
import java.util.Optional;

/** The key {@code probe}. */
final class ProbeSection {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int PAUSE_AFTER = 3;
  private static final int MOST_FAILURES = 1000;

  private ProbeSection() {}

  /** What is asked, and how often. */
  static Optional<ProbeSpec> read(Field field) {
    Optional<Fields> found = field.fields(Section.PROBE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = found.get();
    Optional<ProbeTarget> target =
        fields.oneOf("what the probe asks", "http", "exec", "sql").flatMap(ProbeSection::target);
    Duration interval = span(fields, "interval").orElse(INTERVAL);
    Duration timeout = span(fields, "timeout").orElse(TIMEOUT);
    int pauseAfter =
        fields
            .get("pauseAfter")
            .flatMap(failures -> NumberValue.whole(failures, 1, MOST_FAILURES))
            .orElse(PAUSE_AFTER);
    return target.map(asked -> new ProbeSpec(asked, interval, timeout, pauseAfter));
  }

  private static Optional<ProbeTarget> target(Field field) {
    if (field.path().endsWith("sql")) {
      return SqlSection.probed(field);
    }
    return field.path().endsWith("http")
        ? UrlValue.page(field).map(ProbeTarget.Http::new)
        : CommandValue.plain(field).map(ProbeTarget.Exec::new);
  }

  private static Optional<Duration> span(Fields fields, String key) {
    return fields
        .get(key)
        .flatMap(field -> DurationValue.read(field, DurationValue.between(SHORTEST, LONGEST)));
  }
}
