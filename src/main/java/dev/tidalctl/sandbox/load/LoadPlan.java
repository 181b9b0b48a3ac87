package dev.tidalctl.sandbox.load;

import java.net.URI;
import java.time.Duration;

/**
 * What load to put on which gateway.
 *
 * @param gateway the base URL of the gateway, such as {@code http://127.0.0.1:7400}
 * @param duration how long requests are sent, more than zero
 * @param ramp how long the rates grow evenly from nothing, part of the duration
 * @param writes writes a second, 0 to {@value #MAX_RATE}
 * @param queries queries a second, 0 to {@value #MAX_RATE}; they read what was written, so they
 *     need writes
 * @param seed the seed of ids, payloads and of the choice of the signals read
 */
public record LoadPlan(
    URI gateway, Duration duration, Duration ramp, int writes, int queries, long seed) {
  /** The most requests of one kind a second. */
  public static final int MAX_RATE = 20_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException saying which value is out of its range
   */
  public LoadPlan {
    if (!"http".equals(gateway.getScheme()) || gateway.getHost() == null) {
      throw new IllegalArgumentException("the gateway must be a URL such as http://127.0.0.1:7400");
    }
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("the duration must be more than 0");
    }
    if (ramp.isNegative()) {
      throw new IllegalArgumentException("the ramp must not be negative");
    }
    requireRates(writes, queries);
  }

  /**
   * Checks the rates alone.
   *
   * @throws IllegalArgumentException saying which is out of its range
   */
  public static void requireRates(int writes, int queries) {
    requireRate("writes", writes);
    requireRate("queries", queries);
    if (queries > 0 && writes == 0) {
      throw new IllegalArgumentException("queries read what the load wrote: writes must not be 0");
    }
  }

  private static void requireRate(String name, int rate) {
    if (rate < 0 || rate > MAX_RATE) {
      throw new IllegalArgumentException(name + " a second must be 0 to " + MAX_RATE);
    }
  }
}
