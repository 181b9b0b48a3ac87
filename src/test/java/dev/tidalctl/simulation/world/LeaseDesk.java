package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Version;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who may have the lease: one holder, 15 s at a time, each with a higher token; a roll that lets it
 * run out leaves an abandoned run; what was draining under it serves again.
 */
final class LeaseDesk {
  static final Duration TTL = Duration.ofSeconds(15);

  private final World world;
  private final Authority authority;
  private Optional<SimLease> lease = Optional.empty();
  private long lastToken;
  private int fewestServing;

  LeaseDesk(World world, Authority authority) {
    this.world = world;
    this.authority = authority;
  }

  Optional<SimLease> present() {
    return lease;
  }

  Reply<LeaseGrant> take(
      Tool by,
      Identity identity,
      Optional<Version> wanted,
      String nonce,
      Optional<RunId> takesRun,
      Optional<String> knowsNonce) {
    lapse();
    if (lease.isPresent()) {
      SimLease holder = lease.get();
      if (!holder.abandoned() && holder.nonce().equals(nonce)) {
        return granted(holder);
      }
      boolean named = takesRun.filter(holder.identity().runId()::equals).isPresent();
      boolean known = knowsNonce.filter(holder.nonce()::equals).isPresent();
      if (holder.abandoned() && !named) {
        return refused(Refusal.Code.RUN_ABANDONED, holder);
      }
      if (!holder.abandoned() && !(named && known)) {
        return refused(Refusal.Code.LEASE_HELD, holder);
      }
    }
    lastToken++;
    fewestServing = serving();
    SimLease taken = new SimLease(identity, wanted, nonce, lastToken, 0, false);
    Reply<LeaseGrant> reply = granted(taken);
    world.saw(new Occurrence.LeaseTaken(by, lastToken));
    authority.revise();
    return reply;
  }

  Reply<LeaseGrant> renew(long token) {
    Optional<Refusal> stale = refuses(token);
    return stale.isPresent() ? new Reply.Refused<>(stale.get()) : granted(lease.orElseThrow());
  }

  Reply<Done> release(long token) {
    Optional<Refusal> stale = refuses(token);
    if (stale.isPresent()) {
      return new Reply.Refused<>(stale.get());
    }
    drop();
    return new Reply.Ok<>(new Done());
  }

  Reply<Done> breakLease(RunId run, boolean force) {
    lapse();
    if (lease.filter(l -> l.identity().runId().equals(run)).isEmpty()) {
      return Authority.refuse(Refusal.Code.OTHER, "run " + run + " has no lease");
    }
    if (!lease.get().abandoned() && !force) {
      return Authority.refuse(Refusal.Code.LEASE_HELD, "run " + run + " is alive");
    }
    drop();
    return new Reply.Ok<>(new Done());
  }

  /** Forgets the lease, whoever has it. */
  void drop() {
    lease = Optional.empty();
    endDraining();
  }

  Reply<OptionalInt> floor(long token) {
    return lease.filter(l -> l.token() == token).isPresent()
        ? new Reply.Ok<>(OptionalInt.of(fewestServing))
        : new Reply.Ok<>(OptionalInt.empty());
  }

  /** Why a token is not good. */
  Optional<Refusal> refuses(long token) {
    lapse();
    return lease.filter(l -> !l.abandoned() && l.token() == token).isPresent()
        ? Optional.empty()
        : Optional.of(
            Refusal.of(Refusal.Code.STALE_TOKEN, "token " + token + " holds no live lease"));
  }

  /** Whether whoever has this token may change a node with this hold. */
  boolean mayTouch(Hold hold, long token) {
    return lease
        .filter(l -> l.token() == token)
        .map(SimLease::identity)
        .filter(
            who ->
                hold.runId().equals(who.runId())
                    || (who.kind() != RunKind.ROLL && hold.owner().equals(who.owner())))
        .isPresent();
  }

  /** Deals with a lease that has run out. */
  void lapse() {
    if (lease.isEmpty() || lease.get().abandoned() || world.now() < lease.get().deadline()) {
      return;
    }
    lease =
        lease.get().identity().kind() == RunKind.ROLL
            ? Optional.of(lease.get().asAbandoned())
            : Optional.empty();
    endDraining();
  }

  void renewForRestart() {
    lease = lease.map(l -> l.abandoned() ? l : l.until(world.now() + TTL.toNanos()));
  }

  void countServing() {
    fewestServing = Math.min(fewestServing, serving());
  }

  private int serving() {
    int serving = 0;
    for (SimNode node : authority.nodes()) {
      serving += node.routing == Routing.SERVING && node.reachable ? 1 : 0;
    }
    return serving;
  }

  private Reply<LeaseGrant> granted(SimLease holder) {
    lease = Optional.of(holder.until(world.now() + TTL.toNanos()));
    return new Reply.Ok<>(new LeaseGrant(holder.token(), TTL));
  }

  private static Reply<LeaseGrant> refused(Refusal.Code code, SimLease holder) {
    return new Reply.Refused<>(
        new Refusal(
            code,
            "run " + holder.identity().runId() + " has it",
            OptionalLong.empty(),
            Optional.of(holder.shown())));
  }

  private void endDraining() {
    authority.handovers().cancel();
    for (SimNode node : authority.nodes()) {
      if (node.routing == Routing.DRAINING) {
        authority.put(node, Routing.SERVING, Optional.empty());
        world.saw(new Occurrence.Reverted(node, Routing.DRAINING));
      }
    }
    authority.revise();
  }
}
