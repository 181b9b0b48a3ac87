package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.state.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Time that passes only when somebody rests; what is due by then happens then. */
final class HandTiming implements Timing {
  private final HandClock clock;
  private final Instant origin;
  private final TreeMap<Duration, Runnable> due = new TreeMap<>();

  HandTiming(HandClock clock) {
    this.clock = clock;
    this.origin = clock.instant();
  }

  /** Has something happen after so long. */
  void after(Duration span, Runnable what) {
    due.put(elapsed().plus(span), what);
  }

  /** Has something happen again and again. */
  void every(Duration span, Runnable what) {
    after(
        span,
        () -> {
          what.run();
          every(span, what);
        });
  }

  Duration elapsed() {
    return Duration.between(origin, clock.instant());
  }

  @Override
  public synchronized Moment now() {
    return new Moment(elapsed(), clock.instant());
  }

  @Override
  public synchronized boolean rest(Duration length) {
    clock.pass(length);
    while (!due.isEmpty() && due.firstKey().compareTo(elapsed()) <= 0) {
      due.pollFirstEntry().getValue().run();
    }
    return true;
  }
}
