package dev.tidalctl.tidal;

import dev.tidalctl.core.model.Refusal;
import java.util.Arrays;
import java.util.Optional;

/** The {@code code} of a problem detail, and what it means to a run. */
enum ProblemCode {
  BAD_REQUEST(Refusal.Code.OTHER),
  UNKNOWN_SHARD(Refusal.Code.OTHER),
  NO_SUCH_LEASE(Refusal.Code.OTHER),
  WOULD_LEAVE_TOO_FEW_SERVING(Refusal.Code.WOULD_LEAVE_TOO_FEW_SERVING),
  IS_LEADER(Refusal.Code.IS_LEADER),
  ILLEGAL_TRANSITION(Refusal.Code.ILLEGAL_TRANSITION),
  HELD_BY_OTHER(Refusal.Code.HELD_BY_OTHER),
  DIVERGED(Refusal.Code.DIVERGED),
  STALE_TOKEN(Refusal.Code.STALE_TOKEN),
  REQUIREMENT_NOT_MET(Refusal.Code.REQUIREMENT_NOT_MET),
  /** Whoever led when we looked leads no more. */
  NOT_LEADER(Refusal.Code.REVISION_CHANGED),
  TERM_CHANGED(Refusal.Code.REVISION_CHANGED),
  NOT_ELECTABLE(Refusal.Code.NOT_ELECTABLE),
  HANDOVER_IN_PROGRESS(Refusal.Code.NOT_ELECTABLE),
  LEASE_HELD(Refusal.Code.LEASE_HELD),
  LEASE_LIVE(Refusal.Code.LEASE_HELD),
  RUN_ABANDONED(Refusal.Code.RUN_ABANDONED),
  NOT_APPLIED_YET(Refusal.Code.OTHER),
  WAL_GAP(Refusal.Code.WAL_GAP),
  DIGEST_GONE(Refusal.Code.OTHER),
  REVISION_CHANGED(Refusal.Code.REVISION_CHANGED),
  PRECONDITION_REQUIRED(Refusal.Code.OTHER);

  /** The only problem that makes another endpoint worth asking; it declines every request. */
  static final String NOT_AUTHORITATIVE = "not_authoritative";

  private final Refusal.Code meaning;

  ProblemCode(Refusal.Code meaning) {
    this.meaning = meaning;
  }

  Refusal.Code meaning() {
    return meaning;
  }

  /** The constant for a word on the wire, empty for a word of a later version. */
  static Optional<ProblemCode> of(String word) {
    return Arrays.stream(values()).filter(c -> WireWords.lower(c).equals(word)).findFirst();
  }
}
