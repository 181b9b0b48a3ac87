package dev.tidalctl.sandbox.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What became of the requests of one kind; used by one thread.
 *
 * <p>A request counts as exactly one of ok and failed; slow ones are among the ok. An answer that
 * came after the limit is a failure. The longest gap is the longest time in which no request of
 * this kind succeeded: from the intended send of the first to its first success, between two
 * successive successes, and from the last one to the end of sending.
 */
final class Tally {
  private static final int FAILURES_KEPT = 10;

  private final String kind;
  private final Duration slow;
  private final Duration limit;
  private final List<Failure> failures = new ArrayList<>();
  private long[] latencies = new long[1024];
  private int ok;
  private int slowOnes;
  private int failed;
  private boolean started;
  private long lastOkNanos;
  private long longestGapNanos;

  Tally(String kind, Duration slow, Duration limit) {
    this.kind = kind;
    this.slow = slow;
    this.limit = limit;
  }

  /** From the intended send on, how long a request may take. */
  Duration limit() {
    return limit;
  }

  /** A request is sent; the first one starts the clock of the gaps. */
  void sending(long dueNanos) {
    if (!started) {
      started = true;
      lastOkNanos = dueNanos;
    }
  }

  /** A request was answered as it should. */
  void answered(long dueNanos, long nowNanos) {
    long latency = nowNanos - dueNanos;
    if (latency > limit.toNanos()) {
      failed(dueNanos, nowNanos, "answered after more than " + limit.toMillis() + " ms");
      return;
    }
    if (latency > slow.toNanos()) {
      slowOnes++;
    }
    if (ok == latencies.length) {
      latencies = Arrays.copyOf(latencies, ok * 2);
    }
    latencies[ok++] = latency;
    gapEndsAt(nowNanos);
  }

  /** A request failed. */
  void failed(long dueNanos, long nowNanos, String reason) {
    failed++;
    if (failures.size() < FAILURES_KEPT) {
      long afterMs = Duration.ofNanos(nowNanos - dueNanos).toMillis();
      failures.add(new Failure(kind, Instant.now().toString(), afterMs, reason));
    }
  }

  /** Nothing is sent any more; an open gap ends here. */
  void sendingEnded(long nowNanos) {
    if (started) {
      gapEndsAt(nowNanos);
    }
  }

  /** The figures so far. */
  Figures figures() {
    Latency latency = Latency.of(Arrays.copyOf(latencies, ok));
    long gapMs = Math.ceilDiv(longestGapNanos, 1_000_000L);
    return new Figures(ok, failed, slowOnes, gapMs, latency, List.copyOf(failures));
  }

  private void gapEndsAt(long nowNanos) {
    long gap = nowNanos - lastOkNanos;
    if (gap > 0) {
      longestGapNanos = Math.max(longestGapNanos, gap);
      lastOkNanos = nowNanos;
    }
  }

  /** The figures of one kind of request; the gap is in milliseconds, rounded up. */
  record Figures(
      int ok, int failed, int slow, long longestGapMs, Latency latency, List<Failure> failures) {}
}
