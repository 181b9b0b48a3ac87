package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The lease of a {@link FakeCluster}: the rules of a control plane, under a virtual clock. */
final class FakeLease {
  static final Duration TTL = Duration.ofSeconds(15);

  private record Held(Effect.TakeLease by, long token, Instant until, boolean abandoned) {}

  Optional<LeaseHolder> foreign = Optional.empty();
  boolean stolen;
  int renewals;
  private Optional<Held> held = Optional.empty();
  private long lastToken = 6;

  /** Takes note of the time; true when a roll's lease has just run out unreleased. */
  boolean passes(Instant now) {
    Optional<Held> late = held.filter(h -> !h.abandoned() && !now.isBefore(h.until()));
    held =
        late.isEmpty()
            ? held
            : late.filter(h -> h.by().identity().kind() == RunKind.ROLL)
                .map(h -> new Held(h.by(), h.token(), h.until(), true));
    return late.isPresent();
  }

  Optional<LeaseHolder> shown() {
    return foreign.or(() -> held.map(FakeLease::holder));
  }

  Reply<LeaseGrant> take(Effect.TakeLease take, Instant now) {
    if (foreign.isPresent()) {
      return refused(foreign.get());
    }
    boolean again =
        held.filter(h -> !h.abandoned() && h.by().nonce().equals(take.nonce())).isPresent();
    if (held.isPresent() && !again && !givenUpFor(held.get(), take)) {
      return refused(holder(held.get()));
    }
    lastToken = again ? lastToken : lastToken + 1;
    held = Optional.of(new Held(take, lastToken, now.plus(TTL), false));
    return new Reply.Ok<>(new LeaseGrant(lastToken, TTL));
  }

  private static boolean givenUpFor(Held held, Effect.TakeLease take) {
    return take.takeOver()
        .filter(over -> over.run().equals(held.by().identity().runId()))
        .filter(over -> held.abandoned() || over.nonce().equals(Optional.of(held.by().nonce())))
        .isPresent();
  }

  Reply<LeaseGrant> renew(long token, Instant now) {
    renewals++;
    if (!valid(token)) {
      return new Reply.Refused<>(
          Refusal.of(Refusal.Code.STALE_TOKEN, "token " + token + " is not the holder's"));
    }
    held = held.map(h -> new Held(h.by(), h.token(), now.plus(TTL), false));
    return new Reply.Ok<>(new LeaseGrant(token, TTL));
  }

  void release(long token) {
    held = held.filter(h -> h.token() != token);
  }

  boolean valid(long token) {
    return !stolen && held.filter(h -> h.token() == token && !h.abandoned()).isPresent();
  }

  private static LeaseHolder holder(Held held) {
    return new LeaseHolder(
        held.by().identity().owner(),
        held.by().identity().host(),
        held.by().identity().runId(),
        held.by().identity().kind(),
        held.by().wanted(),
        held.until(),
        held.abandoned());
  }

  private static Reply<LeaseGrant> refused(LeaseHolder holder) {
    return new Reply.Refused<>(
        new Refusal(
            holder.abandoned() ? Refusal.Code.RUN_ABANDONED : Refusal.Code.LEASE_HELD,
            "held",
            OptionalLong.empty(),
            Optional.of(holder)));
  }
}
