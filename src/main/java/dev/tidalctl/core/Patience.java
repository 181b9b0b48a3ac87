package dev.tidalctl.core;

import dev.tidalctl.core.model.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a run that has changed nothing yet looks again before it takes a look's no for an
 * answer: 5 s from the first, and never on that one alone. A machine under load misses an answer
 * now and then.
 */
final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Optional<Moment> since = Optional.empty();

  /** Takes note that a look said no; true when that is final. */
  boolean endsWith(Moment now) {
    Moment first = since.orElse(now);
    since = Optional.of(first);
    return !now.until(first.plus(LIMIT)).isPositive();
  }
}
