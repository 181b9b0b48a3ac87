package dev.tidalctl.conformance;

import static dev.tidalctl.conformance.Bench.ok;
import static dev.tidalctl.conformance.Bench.refusal;
import static dev.tidalctl.conformance.Bench.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.TakeOver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code Lease}. */
interface LeaseRules extends UnderTest {
  @Rule
  default void aLeaseThatIsTakenIsShown() {
    LeaseGrant grant = ok(bench().take(Bench.RUN, "nonce-1", Optional.empty()));

    LeaseHolder holder = bench().look().lease().orElseThrow();
    assertEquals(Bench.RUN, holder.runId());
    assertEquals("ann@desk", holder.owner());
    assertFalse(holder.abandoned());
    assertTrue(grant.timeToLive().compareTo(Duration.ofSeconds(1)) > 0);
  }

  @Rule
  default void theSameNonceAgainIsTheSameLease() {
    long token = bench().token();

    assertEquals(token, bench().token());
  }

  @Rule
  default void nobodyElseGetsItMeanwhile() {
    bench().token();

    Refusal refusal = refusal(bench().take(Bench.OTHER_RUN, "nonce-2", Optional.empty()));

    assertEquals(Code.LEASE_HELD, refusal.code());
    assertEquals(Bench.RUN, refusal.holder().orElseThrow().runId());
  }

  @Rule
  default void ofManyAtOnceOneGetsIt() {
    List<Reply<LeaseGrant>> replies =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> bench().take(new RunId("run-" + i), "nonce-" + i, Optional.empty()))
            .toList();

    assertEquals(1, replies.stream().filter(Reply.Ok.class::isInstance).count(), replies::toString);
  }

  @Rule
  default void aLeaseGivenBackIsFreeAndTokensOnlyGrow() {
    long first = bench().token();
    ok(bench().lease().release(first));
    assertTrue(bench().look().lease().isEmpty());

    long second = ok(bench().take(Bench.OTHER_RUN, "nonce-2", Optional.empty())).token();

    assertTrue(second > first, second + " after " + first);
  }

  @Rule
  default void aRenewalKeepsTheToken() {
    long token = bench().token();

    assertEquals(token, ok(bench().lease().renew(token)).token());
  }

  @Rule
  default void whatIsNotOursIsNotRenewed() {
    long token = bench().token();

    refused(Code.STALE_TOKEN, bench().lease().renew(token + 1));
    ok(bench().lease().release(token));
    refused(Code.STALE_TOKEN, bench().lease().renew(token));
  }

  @Rule
  default void aRunTakesItsOwnLiveLeaseOverByItsNonce() {
    long first = bench().token();

    Optional<TakeOver> mine = Optional.of(new TakeOver(Bench.RUN, Optional.of("nonce-1")));
    long second = ok(bench().take(Bench.RUN, "nonce-2", mine)).token();

    assertTrue(second > first, second + " after " + first);
    refused(Code.STALE_TOKEN, bench().lease().renew(first));
  }

  @Rule
  default void aLiveLeaseIsNotGivenUpForAGuess() {
    bench().token();

    for (Optional<String> guess : List.of(Optional.of("guess"), Optional.<String>empty())) {
      refused(
          Code.LEASE_HELD,
          bench().take(Bench.RUN, "nonce-2", Optional.of(new TakeOver(Bench.RUN, guess))));
    }
    assertEquals(Bench.RUN, bench().look().lease().orElseThrow().runId());
  }

  @Rule
  default void aLiveLeaseIsBrokenByForceAlone() {
    long token = bench().token();

    refused(Code.LEASE_HELD, bench().lease().breakLease(Bench.RUN, false));
    ok(bench().lease().breakLease(Bench.RUN, true));

    refused(Code.STALE_TOKEN, bench().lease().renew(token));
    assertTrue(bench().look().lease().isEmpty());
  }

  @Rule
  default void aRunWithoutALeaseHasNoneToBreak() {
    bench().token();

    refused(Code.OTHER, bench().lease().breakLease(Bench.OTHER_RUN, true));

    assertEquals(Bench.RUN, bench().look().lease().orElseThrow().runId());
  }

  @Rule
  default void withNobodyThereATakeEndsAndIsNotTakenForDone() {
    bench().fixture().cutOff();

    Reply<LeaseGrant> reply = bench().take(Bench.RUN, "nonce-1", Optional.empty());

    assertFalse(reply instanceof Reply.Ok, reply::toString);
  }
}
