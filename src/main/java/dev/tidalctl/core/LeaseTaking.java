package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.TakeOver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gets the lease.
 *
 * <ol>
 *   <li>A take whose reply was lost is repeated with the same nonce, for 15 s at most.
 *   <li>One that reached nobody has changed nothing: it is tried every second, for as long as there
 *       is {@link Patience}, whatever can be seen meanwhile.
 *   <li>A resume claims its own run's lease: by each nonce that the journal knows, so that it needs
 *       not run out first.
 *   <li>When none is known, or the lease is held under another, it is tried every second until it
 *       has run out, for 20 s at most.
 *   <li>Anybody else's lease is a refusal.
 * </ol>
 */
final class LeaseTaking {
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(15);
  private static final Duration EXPIRY_LIMIT = Duration.ofSeconds(20);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Settings settings;
  private final RunTerms terms;
  private final Ledger ledger;
  private final List<TakeOver> claims;
  private final Moment begun;
  private Moment notBefore;
  private Patience patience = new Patience();
  private int tried;
  private boolean saidSo;

  LeaseTaking(
      Settings settings, RunTerms terms, List<TakeOver> claims, Ledger ledger, Moment begun) {
    this.settings = settings;
    this.terms = terms;
    this.claims = List.copyOf(claims);
    this.ledger = ledger;
    this.begun = begun;
    this.notBefore = begun;
  }

  /** The take to be started now, if any. */
  Optional<Effect> next(Moment now) {
    if (now.until(notBefore).isPositive()) {
      return Optional.empty();
    }
    Optional<TakeOver> claim =
        claims.isEmpty() ? Optional.empty() : Optional.of(claims.get(tried % claims.size()));
    return Optional.of(new Effect.TakeLease(settings.identity(), terms.to(), terms.nonce(), claim));
  }

  /** Takes up a reply that brought no lease; the ending when there will be none. */
  Optional<Ending> failed(Reply<LeaseGrant> reply, Moment now) {
    return switch (reply) {
      case Reply.Ok<LeaseGrant> ok -> Optional.empty();
      case Reply.Refused<LeaseGrant>(Refusal refusal) -> refused(refusal, now);
      case Reply.Unreachable<LeaseGrant>(String why) -> reachedNobody(why, now);
      case Reply.Unknown<LeaseGrant>(String why) ->
          now.since(begun).compareTo(REPLY_LIMIT) > 0
              ? Optional.of(Endings.unreachable(why))
              : Optional.empty();
    };
  }

  private Optional<Ending> reachedNobody(String why, Moment now) {
    if (patience.endsWith(now)) {
      return Optional.of(Endings.unreachable(why));
    }
    notBefore = now.plus(BETWEEN_TRIES);
    return Optional.empty();
  }

  private Optional<Ending> refused(Refusal refusal, Moment now) {
    patience = new Patience();
    Optional<LeaseHolder> own = refusal.holder().filter(this::isOurRun);
    if (own.isEmpty() || now.since(begun).compareTo(EXPIRY_LIMIT) > 0) {
      return Optional.of(Endings.leaseRefused(refusal, settings.next()));
    }
    tried++;
    if (tried >= claims.size()) {
      notBefore = now.plus(BETWEEN_TRIES);
      sayThatWeWait(own.get(), now);
    }
    return Optional.empty();
  }

  private boolean isOurRun(LeaseHolder holder) {
    return !claims.isEmpty() && holder.runId().equals(settings.identity().runId());
  }

  private void sayThatWeWait(LeaseHolder holder, Moment now) {
    if (!saidSo) {
      saidSo = true;
      ledger.show(
          new Event.StillWaiting(
              "the lease that "
                  + holder.owner()
                  + " on "
                  + holder.host()
                  + " holds for this run to run out (limit "
                  + Words.of(EXPIRY_LIMIT)
                  + ")"),
          now);
    }
  }
}
