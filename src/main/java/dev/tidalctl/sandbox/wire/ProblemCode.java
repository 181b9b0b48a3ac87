package dev.tidalctl.sandbox.wire;

import java.util.Locale;

/** What can be wrong with a request, with the HTTP status that goes with it. */
public enum ProblemCode {
  BAD_REQUEST(400),
  NOT_FOUND(404),
  UNKNOWN_SHARD(404),
  NO_SUCH_LEASE(404),
  WOULD_LEAVE_TOO_FEW_SERVING(409),
  IS_LEADER(409),
  ILLEGAL_TRANSITION(409),
  HELD_BY_OTHER(409),
  DIVERGED(409),
  STALE_TOKEN(409),
  REQUIREMENT_NOT_MET(409),
  NOT_LEADER(409),
  NOT_ELECTABLE(409),
  TERM_CHANGED(409),
  HANDOVER_IN_PROGRESS(409),
  LEASE_HELD(409),
  RUN_ABANDONED(409),
  LEASE_LIVE(409),
  NOT_APPLIED_YET(409),
  /** A batch does not start right after the follower's last record: between nodes only. */
  OUT_OF_SEQUENCE(409),
  /** The follower is not to be shipped to by this leader or at all: between nodes only. */
  SHIPPING_REFUSED(409),
  WAL_GAP(410),
  DIGEST_GONE(410),
  LENGTH_REQUIRED(411),
  REVISION_CHANGED(412),
  PRECONDITION_REQUIRED(428),
  INTERNAL(500),
  NOT_AUTHORITATIVE(503),
  LEADER_UNREACHABLE(503),
  /** More client requests are under way than the gateway takes on: client paths only. */
  OVERLOADED(503),
  /** No node can answer the client now: client paths only. */
  NO_NODE_SERVING(503);

  private final int status;

  ProblemCode(int status) {
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The name in a problem document's member {@code code}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
