package dev.tidalctl.sandbox.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Says when requests are meant to be sent: an open loop, which never looks at an answer.
 *
 * <ol>
 *   <li>The rate grows evenly from nothing to r a second during the ramp R, as that of a crowd of
 *       clients would; then it stays.
 *   <li>Tick n is due at start + R * sqrt(n / (r * R / 2)) within the ramp, and at start + R/2 +
 *       n/r after it: counted from the start, so that no delay adds up.
 *   <li>Ticks that became due while the caller was busy are sent at its next calls, with the time
 *       they were meant for; the worst lateness is kept, because it is the load's fault and not the
 *       cluster's.
 * </ol>
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class Pacer {
  private static final int BATCH = 32;

  private static final class Stream {
    private final int rate;
    private final LongConsumer request;
    private final long rampNanos;
    private final double rampTicks;
    private long ticks;

    private Stream(int rate, Duration ramp, LongConsumer request) {
      this.rate = rate;
      this.request = request;
      rampNanos = ramp.toNanos();
      rampTicks = rate * (rampNanos / 1e9) / 2;
    }

    private long dueAfterNanos() {
      if (ticks < rampTicks) {
        return (long) (rampNanos * Math.sqrt(ticks / rampTicks));
      }
      return rampNanos / 2 + ticks / rate * 1_000_000_000L + ticks % rate * 1_000_000_000L / rate;
    }
  }

  private final long startNanos;
  private final Duration ramp;
  private final Duration duration;
  private final List<Stream> streams = new ArrayList<>();
  private long worstLatenessNanos;

  /** Ticks from this start on, for this long, the ramp included. */
  Pacer(long startNanos, Duration ramp, Duration duration) {
    this.startNanos = startNanos;
    this.ramp = ramp;
    this.duration = duration;
  }

  /** Adds a kind of request, given its due time, at this many a second; 0 adds nothing. */
  void add(int rate, LongConsumer request) {
    if (rate > 0) {
      streams.add(new Stream(rate, ramp, request));
    }
  }

  /**
   * Sends the requests that are due by now and were not sent yet, of each kind at most {@value
   * #BATCH}: a caller who is late must also see to the answers.
   */
  void sendDue(long nowNanos) {
    long elapsed = nowNanos - startNanos;
    for (Stream stream : streams) {
      long dueAfter = stream.dueAfterNanos();
      for (int sent = 0;
          sent < BATCH && dueAfter <= elapsed && dueAfter < duration.toNanos();
          sent++) {
        worstLatenessNanos = Math.max(worstLatenessNanos, elapsed - dueAfter);
        stream.ticks++;
        stream.request.accept(startNanos + dueAfter);
        dueAfter = stream.dueAfterNanos();
      }
    }
  }

  /** When the next request is due, at most the end. */
  long nextDueNanos() {
    long next = duration.toNanos();
    for (Stream stream : streams) {
      next = Math.min(next, stream.dueAfterNanos());
    }
    return startNanos + next;
  }

  /** Whether the ramp is over. */
  boolean atFullRate(long nowNanos) {
    return nowNanos - startNanos >= ramp.toNanos();
  }

  /** Whether the duration is over. */
  boolean ended(long nowNanos) {
    return nowNanos - startNanos >= duration.toNanos();
  }

  /** The longest time by which a request was sent later than it was due. */
  Duration worstLateness() {
    return Duration.ofNanos(worstLatenessNanos);
  }
}
