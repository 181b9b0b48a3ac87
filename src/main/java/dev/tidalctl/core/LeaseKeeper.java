package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the lease.
 *
 * <ol>
 *   <li>Its life is counted from when the take or renewal was <em>sent</em>, by the stricter of the
 *       monotonic and the wall clock.
 *   <li>It is renewed every third of its life; a renewal without a good reply is tried again after
 *       a second.
 *   <li>It is lost when the control plane says so, or when its life is over.
 * </ol>
 */
final class LeaseKeeper {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Errands errands;
  private Optional<LeaseGrant> grant = Optional.empty();
  private Optional<String> lost = Optional.empty();
  private Moment goodFrom;
  private Moment renewAt;

  LeaseKeeper(Errands errands, Moment now) {
    this.errands = errands;
    this.goodFrom = now;
    this.renewAt = now;
  }

  void taken(LeaseGrant granted, Moment sentAt) {
    grant = Optional.of(granted);
    goodFrom = sentAt;
    renewAt = sentAt.plus(granted.timeToLive().dividedBy(3));
  }

  void renewed(Reply<LeaseGrant> reply, Moment sentAt, Moment now) {
    switch (reply) {
      case Reply.Ok<LeaseGrant>(LeaseGrant granted) -> taken(granted, sentAt);
      case Reply.Refused<LeaseGrant>(Refusal refusal) -> refused(refusal, now);
      case Reply.Unreachable<LeaseGrant> unreachable -> renewAt = now.plus(RETRY);
      case Reply.Unknown<LeaseGrant> unknown -> renewAt = now.plus(RETRY);
    }
  }

  private void refused(Refusal refusal, Moment now) {
    if (refusal.code() == Refusal.Code.STALE_TOKEN) {
      declareLost("the control plane says that it is no longer ours: " + refusal.detail());
    } else {
      renewAt = now.plus(RETRY);
    }
  }

  /** A change was refused for its token. */
  void declareLost(String why) {
    if (grant.isPresent() && lost.isEmpty()) {
      lost = Optional.of(why);
    }
  }

  /** Renews when it is time, and notices when it is too late. */
  void tend(Moment now) {
    if (grant.isEmpty() || lost.isPresent()) {
      return;
    }
    Duration age = now.since(goodFrom);
    if (age.compareTo(grant.get().timeToLive()) >= 0) {
      lost = Optional.of("it could not be renewed for " + Words.of(grant.get().timeToLive()));
    } else if (!now.until(renewAt).isPositive() && !renewing()) {
      errands.start(new Effect.RenewLease(grant.get().token()), now);
    }
  }

  /** The fencing token, while the lease is ours. */
  Optional<Long> token() {
    return lost.isPresent() ? Optional.empty() : grant.map(LeaseGrant::token);
  }

  /** How we know that the lease is no longer ours. */
  Optional<String> lost() {
    return lost;
  }

  /** We gave it back. */
  void released() {
    grant = Optional.empty();
  }

  /** How long nothing is to be done about the lease; a renewal under way brings its own input. */
  Duration rest(Moment now) {
    boolean idle = grant.isEmpty() || lost.isPresent() || renewing();
    return idle ? Duration.ofSeconds(1) : now.until(renewAt);
  }

  private boolean renewing() {
    return errands.any(Effect.RenewLease.class::isInstance);
  }
}
