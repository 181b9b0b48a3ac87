package dev.tidalctl.core.model;

import java.time.Duration;

/**
 * What clients saw of the cluster, as far as a probe stood for them.
 *
 * @param answered queries that were answered in time
 * @param failed queries that were not; a late answer counts here, once
 * @param longestGap the longest time without an answer
 * @param unmeasured how long nothing was asked because this process stood still
 */
public record Availability(long answered, long failed, Duration longestGap, Duration unmeasured) {
  /** Nothing was asked. */
  public static final Availability NONE = new Availability(0, 0, Duration.ZERO, Duration.ZERO);

  /** Both together, neither a part of the other. */
  public Availability plus(Availability other) {
    return new Availability(
        answered + other.answered,
        failed + other.failed,
        longestGap.compareTo(other.longestGap) >= 0 ? longestGap : other.longestGap,
        unmeasured.plus(other.unmeasured));
  }

  /** What came after {@code earlier}, of which this is the continuation; the gap stays whole. */
  public Availability since(Availability earlier) {
    return new Availability(
        answered - earlier.answered,
        failed - earlier.failed,
        longestGap,
        unmeasured.minus(earlier.unmeasured));
  }
}
