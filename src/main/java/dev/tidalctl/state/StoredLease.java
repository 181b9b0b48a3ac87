package dev.tidalctl.state;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lease as a key that lives as long as it is renewed. Its token is the key's create revision.
 *
 * <p>To take it:
 *
 * <ol>
 *   <li>Read all that is kept, and let {@link TakeRule} decide.
 *   <li>One that is given up for us: remove its key, if it is still that one, and begin again. The
 *       roll that had it is abandoned from then on, so that nobody comes between.
 *   <li>Begin a lifetime of 15 s, and put the key under it: if there is none, if no other
 *       unfinished roll was noted, and if nobody released a lease since the read. So a take that
 *       arrives late, decided on an older read, does nothing. A roll notes in the same step that it
 *       is unfinished.
 *   <li>Read again, for the token; if the key is not ours, begin again.
 * </ol>
 *
 * <p>To renew it: prolong the lifetime, then note the time, if the key is still that one. The key
 * was ours after the lifetime was prolonged, so it lives for the whole time to live.
 *
 * <p>To release it: remove the key and the note of the unfinished roll, and note the nonce, if the
 * key is still that one. Breaking it does the same for somebody else's.
 *
 * <p>A roll whose key vanished with its lifetime leaves its note: it is abandoned. A drain or a
 * rejoin leaves none.
 */
final class StoredLease implements Lease {
  /** How long it lives without renewal. */
  static final Duration TTL = Duration.ofSeconds(15);

  /** Each round lost is a round that another operator won. */
  private static final int ROUNDS = 8;

  /** A late take is late by seconds: many releases ago nobody waits any more. */
  private static final int NONCES_KEPT = 32;

  private final Store store;
  private final InstantSource clock;

  /** What was taken or renewed last, so that a renewal need not read first. */
  private volatile Optional<Kept.Held> lately = Optional.empty();

  StoredLease(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Reply<Kept> read() {
    return Replies.then(
        store.read(Kept.FOLDER),
        contents -> {
          try {
            return new Reply.Ok<>(Kept.of(contents));
          } catch (Unreadable e) {
            return new Reply.Unreachable<>(e.why());
          }
        });
  }

  /** When a lease runs out: by its holder's word, and no later than from now on. */
  Instant expiry(Kept kept) {
    Instant latest = clock.instant().plus(TTL);
    return kept.renewed().map(at -> at.plus(TTL)).filter(latest::isAfter).orElse(latest);
  }

  @Override
  public Reply<LeaseGrant> take(
      Identity identity, Optional<Version> wanted, String nonce, Optional<TakeOver> takeOver) {
    Claim claim = new Claim(identity, wanted, nonce);
    Attempt attempt = new Attempt();
    for (int round = 0; round < ROUNDS; round++) {
      Reply<Kept> read = read();
      if (!(read instanceof Reply.Ok<Kept>(Kept kept))) {
        return attempt.ended(failed(read));
      }
      Optional<Reply<LeaseGrant>> end =
          switch (TakeRule.decide(kept, nonce, takeOver, expiry(kept))) {
            case TakeRule.Step.Refuse(Refusal refusal) -> Optional.of(new Reply.Refused<>(refusal));
            case TakeRule.Step.Ours(Kept.Held held) ->
                Optional.of(attempt.made(held) ? ours(held, TTL) : renew(held));
            case TakeRule.Step.Dispossess(Kept.Held held) -> failure(dispossess(held));
            case TakeRule.Step.Take take -> attempt.put(kept, claim);
          };
      if (end.isPresent()) {
        return attempt.ended(end.get());
      }
    }
    return attempt.ended(Replies.crowded());
  }

  /** One take, with the lifetime that it began. */
  private final class Attempt {
    private OptionalLong lifetime = OptionalLong.empty();
    private boolean put;

    /** Puts the key, if it is still free; what ends the take. */
    Optional<Reply<LeaseGrant>> put(Kept kept, Claim claim) {
      if (lifetime.isEmpty()) {
        Reply<Long> granted = store.grant(TTL);
        if (!(granted instanceof Reply.Ok<Long>(Long id))) {
          return Optional.of(failed(granted));
        }
        lifetime = OptionalLong.of(id);
      }
      Reply<Boolean> commit = store.commit(stillFree(kept), putting(claim, lifetime));
      if (commit instanceof Reply.Refused<Boolean>) {
        // The lifetime was over before it was used: this machine was suspended, say.
        lifetime = OptionalLong.empty();
        return Optional.empty();
      }
      put |= !commit.equals(new Reply.Ok<>(false)) && !(commit instanceof Reply.Unreachable);
      return failure(commit);
    }

    boolean made(Kept.Held held) {
      return lifetime.equals(OptionalLong.of(held.lifetime()));
    }

    /** A key that was put, or may have been, keeps its lifetime: the same nonce finds it again. */
    Reply<LeaseGrant> ended(Reply<LeaseGrant> end) {
      if (!put) {
        lifetime.ifPresent(store::revoke);
        return end;
      }
      return end instanceof Reply.Unreachable<LeaseGrant>(String why)
          ? new Reply.Unknown<>(why)
          : end;
    }
  }

  private static List<Condition> stillFree(Kept kept) {
    return List.of(
        new Condition.Absent(Kept.LEASE),
        kept.unfinished().unchanged(),
        kept.released().unchanged());
  }

  private List<Write> putting(Claim claim, OptionalLong lifetime) {
    String text = Texts.claim(claim);
    return List.of(
        new Write.Put(Kept.LEASE, text, lifetime),
        claim.isRoll()
            ? new Write.Put(Kept.UNFINISHED, text, OptionalLong.empty())
            : new Write.Delete(Kept.UNFINISHED),
        renewedNow());
  }

  private Reply<Boolean> dispossess(Kept.Held held) {
    return store.commit(
        List.of(new Condition.CreatedAt(Kept.LEASE, held.token())),
        List.of(new Write.Delete(Kept.LEASE)));
  }

  private Write renewedNow() {
    return new Write.Put(Kept.RENEWED, Texts.instant(clock.instant()), OptionalLong.empty());
  }

  /** What ends a take; a commit that was done or came too late does not. */
  private static Optional<Reply<LeaseGrant>> failure(Reply<Boolean> commit) {
    return commit instanceof Reply.Ok<Boolean> ? Optional.empty() : Optional.of(failed(commit));
  }

  private static Reply<LeaseGrant> failed(Reply<?> reply) {
    return Replies.then(reply, done -> Replies.crowded());
  }

  private Reply<LeaseGrant> ours(Kept.Held held, Duration left) {
    lately = Optional.of(held);
    return new Reply.Ok<>(new LeaseGrant(held.token(), left));
  }

  @Override
  public Reply<LeaseGrant> renew(long token) {
    Optional<Kept.Held> known = lately.filter(held -> held.token() == token);
    return known.isPresent()
        ? renew(known.get())
        : Replies.then(
            read(),
            kept -> kept.holds(token) ? renew(kept.lease().orElseThrow()) : Replies.stale(token));
  }

  private Reply<LeaseGrant> renew(Kept.Held held) {
    return Replies.then(
        store.keepAlive(held.lifetime()),
        prolonged ->
            Replies.then(
                store.commit(
                    List.of(new Condition.CreatedAt(Kept.LEASE, held.token())),
                    List.of(renewedNow())),
                done -> done ? ours(held, prolonged) : Replies.stale(held.token())));
  }

  @Override
  public Reply<Done> release(long token) {
    return Replies.then(
        read(),
        kept -> kept.holds(token) ? drop(kept, kept.lease().orElseThrow()) : Replies.stale(token));
  }

  private Reply<Done> drop(Kept kept, Kept.Held held) {
    Reply<Boolean> dropped =
        store.commit(
            List.of(new Condition.CreatedAt(Kept.LEASE, held.token()), kept.released().unchanged()),
            List.of(
                new Write.Delete(Kept.LEASE),
                new Write.Delete(Kept.UNFINISHED),
                noting(kept, held.claim().nonce())));
    return Replies.then(
        dropped,
        done -> {
          if (!done) {
            return Replies.stale(held.token());
          }
          store.revoke(held.lifetime());
          return new Reply.Ok<>(new Done());
        });
  }

  private static Write noting(Kept kept, String nonce) {
    List<String> nonces = new ArrayList<>(kept.released().value().orElse(List.of()));
    nonces.add(nonce);
    List<String> last = nonces.subList(Math.max(0, nonces.size() - NONCES_KEPT), nonces.size());
    return new Write.Put(Kept.RELEASED, Texts.nonces(last), OptionalLong.empty());
  }

  @Override
  public Reply<Done> breakLease(RunId run, boolean force) {
    return Replies.then(read(), kept -> breakLease(kept, run, force));
  }

  private Reply<Done> breakLease(Kept kept, RunId run, boolean force) {
    Optional<Kept.Held> live =
        kept.lease().filter(held -> held.claim().identity().runId().equals(run));
    if (live.isPresent()) {
      return force
          ? drop(kept, live.get())
          : new Reply.Refused<>(
              new Refusal(
                  Refusal.Code.LEASE_HELD,
                  "run " + run + " is alive: it has renewed its lease within its time to live",
                  OptionalLong.empty(),
                  Optional.of(live.get().claim().shown(expiry(kept), false))));
    }
    Optional<Claim> abandoned =
        kept.unfinished().value().filter(claim -> claim.identity().runId().equals(run));
    if (abandoned.isEmpty() || kept.lease().isPresent()) {
      return Replies.refused(Refusal.Code.OTHER, "run " + run + " has no lease");
    }
    return Replies.then(
        store.commit(
            List.of(
                new Condition.Absent(Kept.LEASE),
                kept.unfinished().unchanged(),
                kept.released().unchanged()),
            List.of(new Write.Delete(Kept.UNFINISHED), noting(kept, abandoned.get().nonce()))),
        done -> done ? new Reply.Ok<>(new Done()) : Replies.crowded());
  }
}
