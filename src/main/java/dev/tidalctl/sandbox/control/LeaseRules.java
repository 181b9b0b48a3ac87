package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may have the lease.
 *
 * <ol>
 *   <li>It lives {@link #TTL} from the last take or renewal, by the monotonic clock.
 *   <li>The same nonce takes it again, with the same token: a lost reply locks nobody out.
 *   <li>A live one is given up only for its run and nonce; an abandoned one only for its run.
 *   <li>Each new holder gets a higher token than any before.
 *   <li>A roll that lets it run out leaves an abandoned run; a drain's or rejoin's just lapses.
 * </ol>
 */
final class LeaseRules {
  /** How long a lease lives without renewal. */
  static final Duration TTL = Duration.ofSeconds(15);

  private final Clocks clocks;

  LeaseRules(Clocks clocks) {
    this.clocks = clocks;
  }

  /** What is left of a lease now: itself, an abandoned run, or nothing. */
  Optional<Lease> lapse(Optional<Lease> present) {
    return present.flatMap(
        lease -> {
          if (lease.abandoned() || clocks.nanos() - lease.deadline() < 0) {
            return present;
          }
          return lease.kind() == Lease.Kind.ROLL
              ? Optional.of(lease.asAbandoned())
              : Optional.empty();
        });
  }

  /**
   * Takes the lease.
   *
   * @param present as it is after {@link #lapse}
   * @throws Problem {@code lease_held} or {@code run_abandoned}, naming the holder
   */
  Lease take(Optional<Lease> present, LeaseRequest request, long lastToken) {
    if (present.isPresent()) {
      Lease holder = present.get();
      boolean sameTake = !holder.abandoned() && holder.nonce().equals(request.nonce());
      if (sameTake) {
        return fresh(holder);
      }
      boolean namesRun = request.takeOverRun().equals(Optional.of(holder.runId()));
      boolean knowsNonce = request.takeOverNonce().equals(Optional.of(holder.nonce()));
      if (holder.abandoned() && !namesRun) {
        throw Problem.with(
            ProblemCode.RUN_ABANDONED,
            "run " + holder.runId() + " was abandoned; it is to be resumed or unlocked first",
            "holder",
            holder.shown());
      }
      if (!holder.abandoned() && !(namesRun && knowsNonce)) {
        throw Problem.with(
            ProblemCode.LEASE_HELD,
            holder.owner() + " holds the lease for run " + holder.runId(),
            "holder",
            holder.shown());
      }
    }
    return fresh(
        new Lease(
            request.owner(),
            request.host(),
            request.runId(),
            request.kind(),
            request.wanted(),
            request.nonce(),
            lastToken + 1,
            clocks.nanos(),
            clocks.now(),
            false));
  }

  /** The lease with its whole time to live before it. */
  Lease fresh(Lease lease) {
    return lease.until(clocks.nanos() + TTL.toNanos(), clocks.now().plus(TTL));
  }

  /**
   * The lease that a token stands for.
   *
   * @param present as it is after {@link #lapse}
   * @throws Problem {@code stale_token} when it is not live
   */
  static Lease require(Optional<Lease> present, long token) {
    return present
        .filter(lease -> !lease.abandoned() && lease.token() == token)
        .orElseThrow(
            () -> Problem.of(ProblemCode.STALE_TOKEN, "token " + token + " holds no live lease"));
  }
}
