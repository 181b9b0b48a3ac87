package dev.tidalctl.topology;

import java.time.Duration;

/**
 * How far a change may go, and how long its waits may take.
 *
 * @param minServing nodes that must stay serving and healthy, from 1
 * @param maxUnavailable nodes that may be out of service or unhealthy at once, from 1
 * @param maxLag how far short of a fence a wait may end, from 0, in the driver's lag unit
 * @param unhealthyLag the lag beyond which a node counts as unhealthy, from 1, in the same unit
 * @param stableSamples looks in a row that must find a rejoining node caught up, from 1
 * @param soak how long to wait after each node
 * @param timeouts the limits of the waits
 */
public record Policy(
    int minServing,
    int maxUnavailable,
    long maxLag,
    long unhealthyLag,
    int stableSamples,
    Duration soak,
    Timeouts timeouts) {

  /** The policy of a file that names none. */
  public static Policy defaultsFor(DriverKind driver) {
    return new Policy(
        1, 1, 0, defaultUnhealthyLag(driver), 3, Duration.ofSeconds(10), Timeouts.DEFAULTS);
  }

  /** This policy with what the command line asks for put over it. */
  public Policy with(PolicyOverrides overrides) {
    return new Policy(
        minServing,
        overrides.maxUnavailable().orElse(maxUnavailable),
        maxLag,
        unhealthyLag,
        stableSamples,
        overrides.soak().orElse(soak),
        new Timeouts(
            overrides.drain().orElse(timeouts.drain()),
            overrides.upgrade().orElse(timeouts.upgrade()),
            overrides.rejoin().orElse(timeouts.rejoin()),
            timeouts.leadership()));
  }

  private static long defaultUnhealthyLag(DriverKind driver) {
    return switch (driver) {
      case TIDAL -> 10_000;
      case PATRONI -> 64L << 20;
    };
  }
}
