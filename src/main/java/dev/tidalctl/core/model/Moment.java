package dev.tidalctl.core.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A reading of both clocks of this machine. The monotonic one stops while a Linux machine is
 * suspended and the wall clock can be set, so an age is the larger of the two.
 *
 * @param elapsed the monotonic clock, from an arbitrary origin within this process
 * @param wall the wall clock
 */
public record Moment(Duration elapsed, Instant wall) {
  /** Time since {@code earlier} by the stricter clock, never negative. */
  public Duration since(Moment earlier) {
    Duration monotonic = elapsed.minus(earlier.elapsed);
    Duration civil = Duration.between(earlier.wall, wall);
    Duration stricter = monotonic.compareTo(civil) >= 0 ? monotonic : civil;
    return stricter.isNegative() ? Duration.ZERO : stricter;
  }

  /**
   * The same moment on the clocks of another process, which knows it by its wall clock alone.
   *
   * @param here the present, by the clocks of that process
   */
  public Moment as(Moment here) {
    return new Moment(here.elapsed.minus(Duration.between(wall, here.wall)), wall);
  }

  /** The moment {@code span} later on both clocks. */
  public Moment plus(Duration span) {
    return new Moment(elapsed.plus(span), wall.plus(span));
  }

  /** Time from now until {@code later} by the monotonic clock, zero when it is past. */
  public Duration until(Moment later) {
    Duration left = later.elapsed.minus(elapsed);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
