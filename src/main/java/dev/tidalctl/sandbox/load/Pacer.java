package dev.tidalctl.sandbox.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Says when requests are meant to be sent: an open loop, which never looks at an answer.
 *
 * <ol>
 *   <li>Tick n of a rate of r a second is due at start + n/r: counted from the start, so that no
 *       delay adds up.
 *   <li>Ticks that became due while the caller was busy are all sent at its next call, with the
 *       time they were meant for; the worst lateness is kept, because it is the load's fault and
 *       not the cluster's.
 * </ol>
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class Pacer {
  private static final class Stream {
    private final int rate;
    private final LongConsumer request;
    private long ticks;

    private Stream(int rate, LongConsumer request) {
      this.rate = rate;
      this.request = request;
    }

    private long dueAfterNanos() {
      return ticks / rate * 1_000_000_000L + ticks % rate * 1_000_000_000L / rate;
    }
  }

  private final long startNanos;
  private final Duration duration;
  private final List<Stream> streams = new ArrayList<>();
  private long worstLatenessNanos;

  /** Ticks from this start on, for this long. */
  Pacer(long startNanos, Duration duration) {
    this.startNanos = startNanos;
    this.duration = duration;
  }

  /** Adds a kind of request, given its due time, at this many a second; 0 adds nothing. */
  void add(int rate, LongConsumer request) {
    if (rate > 0) {
      streams.add(new Stream(rate, request));
    }
  }

  /** Sends every request that is due by now and was not sent yet. */
  void sendDue(long nowNanos) {
    long elapsed = nowNanos - startNanos;
    for (Stream stream : streams) {
      long dueAfter = stream.dueAfterNanos();
      while (dueAfter <= elapsed && dueAfter < duration.toNanos()) {
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

  /** Whether the duration is over. */
  boolean ended(long nowNanos) {
    return nowNanos - startNanos >= duration.toNanos();
  }

  /** The longest time by which a request was sent later than it was due. */
  Duration worstLateness() {
    return Duration.ofNanos(worstLatenessNanos);
  }
}
