package dev.tidalctl.pg;

import java.time.Duration;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Counts what became of the queries of one kind. */
public final class Tally {
  private static final int REASONS_KEPT = 20;

  private final SequencedMap<String, Integer> reasons = new TreeMap<>();
  private long ok;
  private long failed;
  private long lastOkNanos;
  private long longestGapNanos;
  private long slowestNanos;

  /** Nothing was to be answered before now. */
  synchronized void begin() {
    lastOkNanos = System.nanoTime();
  }

  synchronized void answered(long tookNanos) {
    ok++;
    slowestNanos = Math.max(slowestNanos, tookNanos);
    longestGapNanos = longestGapNanos();
    lastOkNanos = System.nanoTime();
  }

  synchronized void failed(String reason) {
    failed++;
    if (reasons.size() < REASONS_KEPT || reasons.containsKey(reason)) {
      reasons.merge(reason, 1, Integer::sum);
    }
  }

  synchronized Counted counted() {
    return new Counted(
        ok, failed, Duration.ofNanos(longestGapNanos()), Duration.ofNanos(slowestNanos), reasons);
  }

  private long longestGapNanos() {
    return Math.max(longestGapNanos, System.nanoTime() - lastOkNanos);
  }

  /**
   * What became of one kind of query.
   *
   * @param ok answered rightly, within the limit
   * @param failed all others
   * @param longestStall the longest time in which none was answered
   * @param slowest the longest that one which was answered took, from when it was meant to be sent
   * @param reasons why they failed, and how many for each reason
   */
  public record Counted(
      long ok,
      long failed,
      Duration longestStall,
      Duration slowest,
      SequencedMap<String, Integer> reasons) {
    public Counted {
      reasons = Collections.unmodifiableSequencedMap(new TreeMap<>(reasons));
    }
  }
}
