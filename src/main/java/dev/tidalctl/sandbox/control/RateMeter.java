package dev.tidalctl.sandbox.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** How fast a number grows, over the last few seconds. */
final class RateMeter {
  private static final long WINDOW_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long SPACING_NANOS = Duration.ofMillis(100).toNanos();
  private static final double NANOS = 1e9;

  private record Sample(long nanos, long value) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Notes the number; one that has become smaller starts anew. */
  synchronized void note(long nanos, long value) {
    if (!samples.isEmpty() && value < samples.getLast().value()) {
      samples.clear();
    }
    if (samples.isEmpty() || nanos - samples.getLast().nanos() >= SPACING_NANOS) {
      samples.addLast(new Sample(nanos, value));
    }
    while (nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** Events a second, with one decimal; empty when observed for less than a second. */
  synchronized OptionalDouble perSecond() {
    if (samples.isEmpty()) {
      return OptionalDouble.empty();
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    double seconds = (last.nanos() - first.nanos()) / NANOS;
    return seconds < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.round((last.value() - first.value()) / seconds * 10) / 10.0);
  }
}
