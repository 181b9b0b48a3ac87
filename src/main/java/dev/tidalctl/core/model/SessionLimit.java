package dev.tidalctl.core.model;

import java.time.Duration;

/**
 * What becomes of client sessions that stay on a draining node.
 *
 * @param patience how long they may, from when traffic was seen stopped
 * @param then what follows
 */
public record SessionLimit(Duration patience, Then then) {
  /** What follows when sessions are left. */
  public enum Then {
    /** The drain fails, and is undone. */
    FAIL,
    /** They are cut: each sees one failure. */
    CUT
  }
}
