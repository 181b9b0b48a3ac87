package dev.tidalctl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.state.MemoryStore.Lost;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change the cluster, and what stays of it. */
final class StoredStateTest {
  private static final Duration TTL = Duration.ofSeconds(15);

  private final HandClock clock = new HandClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final Operator anna = new Operator("anna", RunKind.ROLL, store, clock);
  private final Operator ben = new Operator("ben", RunKind.DRAIN, store, clock);

  @Test
  void oneHolderAtATime() {
    LeaseGrant grant = ok(anna.take());
    assertEquals(TTL, grant.timeToLive());

    Refusal refusal = refusal(ben.take());

    assertEquals(Refusal.Code.LEASE_HELD, refusal.code());
    assertEquals("run run-anna of anna has it", refusal.detail());
    LeaseHolder holder = refusal.holder().orElseThrow();
    assertEquals(anna.run(), holder.runId());
    assertEquals(clock.instant().plus(TTL), holder.expiresAt());
    assertEquals(Optional.of(holder), ok(ben.state.look()).lease());
  }

  @Test
  void theSameNonceIsAnsweredWithTheSameToken() {
    long token = ok(anna.take()).token();
    clock.pass(Duration.ofSeconds(14));

    assertEquals(new LeaseGrant(token, TTL), ok(anna.take()));
    clock.pass(Duration.ofSeconds(14));
    assertEquals(new LeaseGrant(token, TTL), ok(anna.state.lease().renew(token)));
    clock.pass(Duration.ofSeconds(14));
    assertEquals(new Done(), ok(anna.state.lease().release(token)));
  }

  @Test
  void tokensOnlyGrow() {
    long first = ok(ben.take()).token();
    ok(ben.state.lease().release(first));
    long second = ok(anna.take()).token();

    assertTrue(second > first);
    assertEquals(Refusal.Code.STALE_TOKEN, code(ben.state.lease().renew(first)));
    assertEquals(Refusal.Code.STALE_TOKEN, code(ben.state.lease().release(first)));
  }

  @Test
  void aDrainsLeaseJustLapses() {
    long token = ok(ben.take()).token();
    clock.pass(TTL);

    assertEquals(Optional.empty(), ok(anna.state.look()).lease());
    assertEquals(Refusal.Code.STALE_TOKEN, code(ben.state.lease().renew(token)));
    ok(anna.take());
  }

  @Test
  void aRollsLeaseThatRanOutIsAbandoned() {
    long token = ok(anna.take()).token();
    clock.pass(Duration.ofSeconds(5));
    ok(anna.state.lease().renew(token));
    var expiry = clock.instant().plus(TTL);
    clock.pass(Duration.ofHours(1));

    LeaseHolder shown = ok(ben.state.look()).lease().orElseThrow();
    assertTrue(shown.abandoned());
    assertEquals(expiry, shown.expiresAt());
    assertEquals(Refusal.Code.RUN_ABANDONED, code(ben.take()));
    assertEquals(Refusal.Code.RUN_ABANDONED, code(anna.take()));
    assertEquals(Refusal.Code.STALE_TOKEN, code(anna.state.lease().renew(token)));
    long again =
        ok(anna.take("another", Optional.of(new TakeOver(anna.run(), Optional.empty())))).token();
    assertTrue(again > token);
    ok(anna.state.lease().release(again));
    ok(ben.take());
  }

  @Test
  void aLiveLeaseIsGivenUpForItsRunAndNonceOnly() {
    long token = ok(anna.take()).token();

    assertEquals(
        Refusal.Code.LEASE_HELD,
        code(anna.take("second", Optional.of(new TakeOver(anna.run(), Optional.empty())))));
    assertEquals(
        Refusal.Code.LEASE_HELD,
        code(anna.take("second", Optional.of(new TakeOver(ben.run(), Optional.of("nonce-anna"))))));
    long taken =
        ok(anna.take("second", Optional.of(new TakeOver(anna.run(), Optional.of("nonce-anna")))))
            .token();

    assertTrue(taken > token);
    assertEquals(Refusal.Code.STALE_TOKEN, code(anna.state.lease().renew(token)));
  }

  @Test
  void aLeaseIsBrokenByNameAndNeverUnseen() {
    assertEquals(Refusal.Code.OTHER, code(ben.state.lease().breakLease(anna.run(), true)));
    ok(anna.take());
    assertEquals(Refusal.Code.OTHER, code(ben.state.lease().breakLease(ben.run(), true)));
    assertEquals(Refusal.Code.LEASE_HELD, code(ben.state.lease().breakLease(anna.run(), false)));
    ok(ben.state.lease().breakLease(anna.run(), true));
    assertEquals(Optional.empty(), ok(ben.state.look()).lease());
    assertEquals(Refusal.Code.STALE_TOKEN, code(anna.take()), "broken for good");
  }

  @Test
  void anAbandonedRunIsBrokenWithoutForce() {
    ok(anna.take());
    clock.pass(TTL);

    ok(ben.state.lease().breakLease(anna.run(), false));

    ok(ben.take());
  }

  @Test
  void aReleasedNonceIsNeverRevived() {
    long token = ok(anna.take()).token();
    ok(anna.state.lease().release(token));

    assertEquals(Refusal.Code.STALE_TOKEN, code(anna.take()));
    ok(ben.take());
  }

  @Test
  void aTakeThatArrivesAfterTheReleaseDoesNothing() {
    // Its read and its lifetime were in time; its last step is held back until all is over.
    MemoryStore.Door late =
        new MemoryStore.Door() {
          @Override
          public Optional<Lost> before(String call) {
            if (call.equals("commit")) {
              store.through(MemoryStore.Door.OPEN);
              long token = ok(anna.take()).token();
              ok(anna.state.lease().release(token));
            }
            return Optional.empty();
          }
        };
    store.through(late);

    assertEquals(Refusal.Code.STALE_TOKEN, code(anna.take()));
    assertEquals(Optional.empty(), ok(anna.state.look()).lease());
  }

  @ParameterizedTest
  @EnumSource(Lost.class)
  void whereverATakeIsLostTheSameNonceFindsItsWay(Lost how) {
    for (boolean after : new boolean[] {false, true}) {
      for (int nth = 0; nth < 4; nth++) {
        HandClock time = new HandClock();
        MemoryStore fresh = new MemoryStore(time);
        Operator clara = new Operator("clara", RunKind.ROLL, fresh, time);
        fresh.through(losing(nth, after, how));
        Reply<LeaseGrant> lost = clara.take();
        fresh.through(MemoryStore.Door.OPEN);

        LeaseGrant found = ok(clara.take());

        assertEquals(new Done(), ok(clara.state.lease().release(found.token())));
        if (lost instanceof Reply.Unreachable) {
          assertTrue(nth < 3 || after, "nothing was done before the last read");
        }
      }
    }
  }

  private static MemoryStore.Door losing(int nth, boolean after, Lost how) {
    return new MemoryStore.Door() {
      private int calls;

      @Override
      public Optional<Lost> before(String call) {
        return !after && calls++ == nth ? Optional.of(how) : Optional.empty();
      }

      @Override
      public Optional<Lost> after(String call) {
        return after && calls++ == nth ? Optional.of(Lost.UNKNOWN) : Optional.empty();
      }
    };
  }

  @Test
  void marksAreSetAndRemovedUnderTheTokenOnly() {
    long token = ok(anna.take()).token();
    Mark mark = anna.mark(Routing.DRAINING);

    assertEquals(
        Refusal.Code.STALE_TOKEN,
        code(ben.state.mark(Operator.NODE, Optional.empty(), Optional.of(mark), 2, token - 1)));
    ok(anna.state.mark(Operator.NODE, Optional.empty(), Optional.of(mark), 2, token));
    SharedState.Marked marked =
        Objects.requireNonNull(ok(ben.state.look()).marks().get(Operator.NODE));
    assertEquals(mark, marked.mark());
    assertEquals(
        Refusal.Code.REVISION_CHANGED,
        code(anna.state.mark(Operator.NODE, Optional.empty(), Optional.of(mark), 2, token)));
    assertEquals(
        Refusal.Code.REVISION_CHANGED,
        code(
            anna.state.mark(
                Operator.NODE, Optional.of(marked.revision() - 1), Optional.empty(), 2, token)));
    ok(anna.state.mark(Operator.NODE, Optional.of(marked.revision()), Optional.empty(), 3, token));
    assertEquals(0, ok(ben.state.look()).marks().size());
  }

  @Test
  void theFewestThatServedAreCountedPerToken() {
    long token = ok(anna.take()).token();
    assertEquals(OptionalInt.empty(), ok(anna.state.servingFloor(token)));
    set(anna, "n1", 2, token);
    set(anna, "n2", 1, token);
    set(anna, "n3", 2, token);
    ok(anna.state.note(Optional.empty(), token));
    assertEquals(OptionalInt.of(1), ok(anna.state.servingFloor(token)));
    ok(anna.state.lease().release(token));

    long next = ok(ben.take()).token();
    assertEquals(OptionalInt.empty(), ok(ben.state.servingFloor(next)));
    set(ben, "n4", 3, next);
    assertEquals(OptionalInt.of(3), ok(ben.state.servingFloor(next)));
    assertEquals(OptionalInt.empty(), ok(ben.state.servingFloor(token)));
  }

  private static void set(Operator who, String node, int serving, long token) {
    ok(
        who.state.mark(
            new NodeName(node),
            Optional.empty(),
            Optional.of(who.mark(Routing.DRAINED)),
            serving,
            token));
  }

  @Test
  void marksOutliveTheLeaseAndTheNoteToo() {
    long token = ok(anna.take()).token();
    set(anna, "n1", 2, token);
    SwitchoverNote note = new SwitchoverNote(new NodeName("n2"), new NodeName("n3"));
    ok(anna.state.note(Optional.of(note), token));
    clock.pass(TTL);

    assertEquals(Refusal.Code.STALE_TOKEN, code(anna.state.note(Optional.empty(), token)));
    SharedState.View view = ok(ben.state.look());
    assertEquals(1, view.marks().size());
    assertEquals(Optional.of(note), view.switchover());
  }

  @Test
  void aMarkThatArrivesAfterItWasSetAndRemovedDoesNothing() {
    long token = ok(anna.take()).token();
    Optional<Mark> mark = Optional.of(anna.mark(Routing.DRAINING));
    store.through(
        new MemoryStore.Door() {
          @Override
          public Optional<Lost> before(String call) {
            if (call.equals("commit")) {
              store.through(MemoryStore.Door.OPEN);
              ok(anna.state.mark(Operator.NODE, Optional.empty(), mark, 2, token));
              long set =
                  Objects.requireNonNull(ok(anna.state.look()).marks().get(Operator.NODE))
                      .revision();
              ok(anna.state.mark(Operator.NODE, Optional.of(set), Optional.empty(), 3, token));
              // What comes of the late one is for nobody to see: its reply was lost long ago.
              store.through(afterOne());
            }
            return Optional.empty();
          }
        });

    assertInstanceOf(
        Reply.Unreachable.class, anna.state.mark(Operator.NODE, Optional.empty(), mark, 2, token));
    store.through(MemoryStore.Door.OPEN);
    assertEquals(0, ok(anna.state.look()).marks().size());
  }

  private static MemoryStore.Door afterOne() {
    return new MemoryStore.Door() {
      @Override
      public Optional<Lost> before(String call) {
        return Optional.of(Lost.UNREACHABLE);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"state/lease", "state/unfinished-roll", "state/marks/n1", "state/serving-floor"})
  void whatCanNotBeReadIsRefusedByName(String key) {
    ok(store.commit(List.of(), List.of(new Write.Put(key, "{}", OptionalLong.empty()))));

    Reply.Unreachable<?> refused =
        assertInstanceOf(Reply.Unreachable.class, anna.state.look(), key);

    assertTrue(refused.why().contains(key), refused.why());
    assertInstanceOf(Reply.Unreachable.class, anna.take());
  }

  @Test
  void aStoreThatIsDownChangesNothing() {
    long token = ok(anna.take()).token();
    store.through(afterOne());

    assertInstanceOf(Reply.Unreachable.class, anna.state.look());
    assertInstanceOf(Reply.Unreachable.class, anna.state.lease().renew(token));
    assertInstanceOf(Reply.Unreachable.class, anna.state.note(Optional.empty(), token));
    store.through(MemoryStore.Door.OPEN);
    assertNotEquals(Optional.empty(), ok(anna.state.look()).lease());
  }

  private static <T> T ok(Reply<T> reply) {
    return StoreContract.ok(reply);
  }

  private static Refusal refusal(Reply<?> reply) {
    return assertInstanceOf(Reply.Refused.class, reply).refusal();
  }

  private static Refusal.Code code(Reply<?> reply) {
    return refusal(reply).code();
  }
}
