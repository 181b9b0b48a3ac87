package dev.tidalctl.topology;

import java.time.Duration;

/**
 * How long each wait may take; all more than 0 and at most 24 hours.
 *
 * @param drain from the routing change to drained; then the drain is undone
 * @param upgrade the upgrade command, from start to exit
 * @param rejoin without any progress of the rejoining node
 * @param leadership from asking for a handover to seeing it
 */
public record Timeouts(Duration drain, Duration upgrade, Duration rejoin, Duration leadership) {
  /** The limits of a file that names none. */
  public static final Timeouts DEFAULTS =
      new Timeouts(
          Duration.ofSeconds(30),
          Duration.ofMinutes(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));
}
