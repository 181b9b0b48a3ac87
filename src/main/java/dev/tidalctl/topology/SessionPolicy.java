package dev.tidalctl.topology;

import java.time.Duration;

/**
 * What to do about client sessions that do not leave a drained server by themselves.
 *
 * @param patience how long to let them; at most {@code policy.timeouts.drain}
 * @param then what follows
 */
public record SessionPolicy(Duration patience, Then then) {
  /** How long sessions get when the file does not say; less where the drain limit is shorter. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(20);

  /** What follows when sessions are left after the wait. */
  public enum Then {
    /** The drain fails and is undone. */
    FAIL,
    /** The sessions are cut: each sees one failure. */
    CUT
  }
}
