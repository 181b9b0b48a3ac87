package dev.tidalctl.core.model;

/**
 * How a run ended.
 *
 * @param kind what sort, which decides outcome and exit code
 * @param reason in plain words, what and why and what is true now
 */
public record Ending(Kind kind, String reason) {
  /** The sorts of ending. */
  public enum Kind {
    /** All that was asked is done. */
    COMPLETE,
    /** There was nothing to do. */
    NOTHING_TO_DO,
    /** The guard or a preflight check said no; no change was sent. */
    REFUSED,
    /** The lease, or an unfinished run, is somebody else's; or ours was lost. */
    LEASE,
    /** A node failed; the run stopped safely. */
    FAILED,
    /** A drain or a rejoin ran out of time. */
    TIMED_OUT,
    /** The cluster can't be reached; no change was sent. */
    UNREACHABLE,
    /** Nobody can say whether a change was made. */
    UNKNOWN,
    /** Stopped where asked, resumable. */
    STOPPED,
    /** Stopped at once by INT. */
    INTERRUPTED,
    /** Stopped at once by TERM. */
    TERMINATED
  }

  /** Whether all that was asked for is so. */
  public boolean fulfilled() {
    return kind == Kind.COMPLETE || kind == Kind.NOTHING_TO_DO;
  }
}
