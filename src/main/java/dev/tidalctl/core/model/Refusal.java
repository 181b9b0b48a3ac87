package dev.tidalctl.core.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why the other side declined a change: nothing was changed.
 *
 * @param code what kind of refusal
 * @param detail the other side's words
 * @param firstKept for {@link Code#WAL_GAP} the first seqno that is still kept
 * @param holder for a lease refused, who has it
 */
public record Refusal(
    Code code, String detail, OptionalLong firstKept, Optional<LeaseHolder> holder) {

  /** A refusal without figures. */
  public static Refusal of(Code code, String detail) {
    return new Refusal(code, detail, OptionalLong.empty(), Optional.empty());
  }

  /** The kinds of refusal that a decision can hang on. */
  public enum Code {
    /** The guard's numbers would be broken. */
    WOULD_LEAVE_TOO_FEW_SERVING,
    /** The node leads. */
    IS_LEADER,
    /** The transition table forbids it. */
    ILLEGAL_TRANSITION,
    /** Somebody else holds the node. */
    HELD_BY_OTHER,
    /** The node is off the leader's history. */
    DIVERGED,
    /** The fencing token is not the present holder's: the lease is lost. */
    STALE_TOKEN,
    /** The cluster moved on since the snapshot: look again. */
    REVISION_CHANGED,
    /** Incarnation, term or position are not as required. */
    REQUIREMENT_NOT_MET,
    /** The WAL that the node needs is no longer kept. */
    WAL_GAP,
    /** Leadership can't go there, or not now. */
    NOT_ELECTABLE,
    /** Somebody else has the lease. */
    LEASE_HELD,
    /** An unfinished roll left the lease behind. */
    RUN_ABANDONED,
    /** The endpoint speaks for another cluster than the file names. */
    WRONG_CLUSTER,
    /** The other side can't do such a thing, now or ever. */
    UNSUPPORTED,
    /** Anything else. */
    OTHER
  }
}
