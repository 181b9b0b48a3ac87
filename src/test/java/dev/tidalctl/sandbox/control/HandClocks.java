package dev.tidalctl.sandbox.control;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Clocks that move when told to. */
final class HandClocks implements Clocks {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

  void pass(Duration time) {
    passed.updateAndGet(before -> before.plus(time));
  }

  @Override
  public long nanos() {
    return passed.get().toNanos();
  }

  @Override
  public Instant now() {
    return START.plus(passed.get());
  }
}
