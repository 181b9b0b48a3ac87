package dev.tidalctl.core.model;

/**
 * Why a node's part of a run ended short.
 *
 * @param kind what sort, which decides the exit code
 * @param reason what was wrong and why, in plain words
 */
public record Failure(Kind kind, String reason) {
  /** The sorts of failure. */
  public enum Kind {
    /** A wait ran out of time. */
    TIMED_OUT,
    /** A check or the control plane said no. */
    REFUSED,
    /**
     * The operator stopped the run: nothing is wrong with the node, and a resume begins anew with
     * it.
     */
    INTERRUPTED,
    /** The upgrade, the WAL or the content is not as it must be. */
    BROKEN,
    /** Nobody can say whether a change was made. */
    UNKNOWN
  }
}
