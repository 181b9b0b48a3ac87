package dev.tidalctl.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one run asks for in place of the file's policy.
 *
 * @param maxUnavailable nodes out at once, instead of {@code policy.maxUnavailable}
 * @param soak instead of {@code policy.soak}
 * @param drain instead of {@code policy.timeouts.drain}
 * @param upgrade instead of {@code policy.timeouts.upgrade}
 * @param rejoin instead of {@code policy.timeouts.rejoin}
 */
public record PolicyOverrides(
    OptionalInt maxUnavailable,
    Optional<Duration> soak,
    Optional<Duration> drain,
    Optional<Duration> upgrade,
    Optional<Duration> rejoin) {
  /** Leaves the file's policy as it is. */
  public static final PolicyOverrides NONE =
      new PolicyOverrides(
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * Replaces the limit of a drain, if there is one to replace it with.
   *
   * @param limit instead of {@code policy.timeouts.drain}
   */
  public static PolicyOverrides ofDrain(Optional<Duration> limit) {
    return new PolicyOverrides(
        OptionalInt.empty(), Optional.empty(), limit, Optional.empty(), Optional.empty());
  }

  /**
   * Replaces the limit of a rejoin, if there is one to replace it with.
   *
   * @param limit instead of {@code policy.timeouts.rejoin}
   */
  public static PolicyOverrides ofRejoin(Optional<Duration> limit) {
    return new PolicyOverrides(
        OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }
}
