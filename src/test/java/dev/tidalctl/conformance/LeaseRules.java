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
import org.junit.jupiter.api.Test;

/** {@code Lease}. */
interface LeaseRules extends UnderTest {
  @Test
  default void aLeaseThatIsTakenIsShown() {
    LeaseGrant grant = ok(bench().take(Bench.RUN, "nonce-1", Optional.empty()));

    LeaseHolder holder = bench().look().lease().orElseThrow();
    assertEquals(Bench.RUN, holder.runId());
    assertEquals("ann@desk", holder.owner());
    assertFalse(holder.abandoned());
    assertTrue(grant.timeToLive().compareTo(Duration.ofSeconds(1)) > 0);
  }

  @Test
  default void theSameNonceAgainIsTheSameLease() {
    long token = bench().token();

    assertEquals(token, bench().token());
  }

  @Test
  default void nobodyElseGetsItMeanwhile() {
    bench().token();

    Refusal refusal = refusal(bench().take(Bench.OTHER_RUN, "nonce-2", Optional.empty()));

    assertEquals(Code.LEASE_HELD, refusal.code());
    assertEquals(Bench.RUN, refusal.holder().orElseThrow().runId());
  }

  @Test
  default void ofManyAtOnceOneGetsIt() {
    List<Reply<LeaseGrant>> replies =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> bench().take(new RunId("run-" + i), "nonce-" + i, Optional.empty()))
            .toList();

    assertEquals(1, replies.stream().filter(Reply.Ok.class::isInstance).count(), replies::toString);
  }

  @Test
  default void aLeaseGivenBackIsFreeAndTokensOnlyGrow() {
    long first = bench().token();
    ok(bench().lease().release(first));
    assertTrue(bench().look().lease().isEmpty());

    long second = ok(bench().take(Bench.OTHER_RUN, "nonce-2", Optional.empty())).token();

    assertTrue(second > first, second + " after " + first);
  }

  @Test
  default void aRenewalKeepsTheToken() {
    long token = bench().token();

    assertEquals(token, ok(bench().lease().renew(token)).token());
  }

  @Test
  default void whatIsNotOursIsNotRenewed() {
    long token = bench().token();

    refused(Code.STALE_TOKEN, bench().lease().renew(token + 1));
    ok(bench().lease().release(token));
    refused(Code.STALE_TOKEN, bench().lease().renew(token));
  }

  @Test
  default void aRunTakesItsOwnLiveLeaseOverByItsNonce() {
    long first = bench().token();

    Optional<TakeOver> mine = Optional.of(new TakeOver(Bench.RUN, Optional.of("nonce-1")));
    long second = ok(bench().take(Bench.RUN, "nonce-2", mine)).token();

    assertTrue(second > first, second + " after " + first);
    refused(Code.STALE_TOKEN, bench().lease().renew(first));
  }

  @Test
  default void aLiveLeaseIsNotGivenUpForAGuess() {
    bench().token();

    for (Optional<String> guess : List.of(Optional.of("guess"), Optional.<String>empty())) {
      refused(
          Code.LEASE_HELD,
          bench().take(Bench.RUN, "nonce-2", Optional.of(new TakeOver(Bench.RUN, guess))));
    }
    assertEquals(Bench.RUN, bench().look().lease().orElseThrow().runId());
  }

  @Test
  default void aLiveLeaseIsBrokenByForceAlone() {
    long token = bench().token();

    refused(Code.LEASE_HELD, bench().lease().breakLease(Bench.RUN, false));
    ok(bench().lease().breakLease(Bench.RUN, true));

    refused(Code.STALE_TOKEN, bench().lease().renew(token));
    assertTrue(bench().look().lease().isEmpty());
  }

  @Test
  default void aRunWithoutALeaseHasNoneToBreak() {
    bench().token();

    refused(Code.OTHER, bench().lease().breakLease(Bench.OTHER_RUN, true));

    assertEquals(Bench.RUN, bench().look().lease().orElseThrow().runId());
  }

  @Test
  default void withNobodyThereATakeEndsAndIsNotTakenForDone() {
    bench().fixture().cutOff();

    Reply<LeaseGrant> reply = bench().take(Bench.RUN, "nonce-1", Optional.empty());

    assertFalse(reply instanceof Reply.Ok, reply::toString);
  }
}
