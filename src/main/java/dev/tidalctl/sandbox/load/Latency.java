package dev.tidalctl.sandbox.load;

import java.util.Arrays;

/**
 * Latencies of the requests that succeeded, each from its intended send to its answer, in
 * milliseconds rounded to tenths. The percentiles are observed values (nearest rank); all are 0
 * when there was none.
 *
 * @param p50 the median
 * @param p99 the 99th percentile
 * @param p999 the 99.9th percentile
 * @param maxMs the longest
 */
public record Latency(double p50, double p99, double p999, double maxMs) {
  /** Summarises latencies in nanoseconds; the array is left as it is. */
  static Latency of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latency(rank(sorted, 0.5), rank(sorted, 0.99), rank(sorted, 0.999), rank(sorted, 1));
  }

  private static double rank(long[] sorted, double quantile) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(quantile * sorted.length);
    return Math.round(sorted[rank - 1] / 1e5) / 10.0;
  }
}
