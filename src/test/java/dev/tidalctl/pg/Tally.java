package dev.tidalctl.pg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts what became of the queries of one kind. */
public final class Tally {
  private static final int REASONS_KEPT = 5;

  private final List<String> reasons = new ArrayList<>();
  private long ok;
  private long failed;
  private long lastOkNanos = System.nanoTime();
  private long longestGapNanos;
  private long slowestNanos;

  synchronized void answered(long tookNanos) {
    ok++;
    slowestNanos = Math.max(slowestNanos, tookNanos);
    longestGapNanos = longestGapNanos();
    lastOkNanos = System.nanoTime();
  }

  synchronized void failed(String reason) {
    failed++;
    if (reasons.size() < REASONS_KEPT) {
      reasons.add(reason);
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
   * @param reasons why the first ones failed
   */
  public record Counted(
      long ok, long failed, Duration longestStall, Duration slowest, List<String> reasons) {
    public Counted {
      reasons = List.copyOf(reasons);
    }
  }
}
