package dev.tidalctl.state;

import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.TakeOver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who may have the lease, decided on what was read.
 *
 * <ol>
 *   <li>A nonce that was released or broken gets no lease any more: a take that comes late revives
 *       none.
 *   <li>The live lease was taken with the same nonce: it is ours, with the token that it has.
 *   <li>A live one of somebody else is given up only for its run and nonce.
 *   <li>A roll that let it run out is abandoned: only who names its run takes it.
 *   <li>Else it is free.
 * </ol>
 */
final class TakeRule {
  private TakeRule() {}

  /** What follows. */
  sealed interface Step {
    /** It is ours already. */
    record Ours(Kept.Held held) implements Step {}

    /** It is to be taken from who has it, first. */
    record Dispossess(Kept.Held held) implements Step {}

    /** It is free. */
    record Take() implements Step {}

    /** It is not for us. */
    record Refuse(Refusal refusal) implements Step {}
  }

  /**
   * Decides.
   *
   * @param expiry when a live lease runs out at the latest
   */
  static Step decide(Kept kept, String nonce, Optional<TakeOver> takeOver, Instant expiry) {
    if (kept.released().value().orElse(List.of()).contains(nonce)) {
      return new Step.Refuse(
          Refusal.of(
              Refusal.Code.STALE_TOKEN, "this process has given the lease back, or it was broken"));
    }
    if (kept.lease().isPresent()) {
      Kept.Held held = kept.lease().get();
      if (held.claim().nonce().equals(nonce)) {
        return new Step.Ours(held);
      }
      boolean given =
          takeOver
              .filter(t -> t.run().equals(held.claim().identity().runId()))
              .filter(t -> t.nonce().equals(Optional.of(held.claim().nonce())))
              .isPresent();
      return given
          ? new Step.Dispossess(held)
          : refuse(Refusal.Code.LEASE_HELD, "has it", held.claim().shown(expiry, false));
    }
    Optional<Claim> abandoned =
        kept.unfinished()
            .value()
            .filter(
                claim -> takeOver.filter(t -> t.run().equals(claim.identity().runId())).isEmpty());
    return abandoned
        .map(
            claim ->
                refuse(
                    Refusal.Code.RUN_ABANDONED,
                    "was abandoned; it is to be resumed or unlocked first",
                    claim.shown(expiry, true)))
        .orElseGet(Step.Take::new);
  }

  private static Step refuse(Refusal.Code code, String what, LeaseHolder holder) {
    return new Step.Refuse(
        new Refusal(
            code,
            "run " + holder.runId() + " of " + holder.owner() + " " + what,
            OptionalLong.empty(),
            Optional.of(holder)));
  }
}
