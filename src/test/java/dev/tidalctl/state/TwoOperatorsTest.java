package dev.tidalctl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.TakeOver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Two operators at once, one call to the store at a time: every order in which their calls can
 * follow each other is gone through.
 */
final class TwoOperatorsTest {
  /** What an operator tells of one turn: the call it makes next, or its end. */
  private static final String END = "end";

  /** What became of one operator. */
  private record Fate(boolean had, boolean marked, long token) {}

  /** One operator on a thread of its own, which waits before each call until it is its turn. */
  private static final class Player {
    final SynchronousQueue<String> says = new SynchronousQueue<>();
    final SynchronousQueue<String> goes = new SynchronousQueue<>();
    volatile Fate fate = new Fate(false, false, 0);
    boolean ended;

    void play(Function<Player, Fate> part) {
      Thread.ofVirtual()
          .start(
              () -> {
                fate = part.apply(this);
                put(says, END);
              });
    }

    Optional<MemoryStore.Lost> turn(String call) {
      put(says, call);
      take(goes);
      return Optional.empty();
    }
  }

  private static void put(SynchronousQueue<String> queue, String word) {
    try {
      queue.put(word);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String take(SynchronousQueue<String> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One play: whose turn it was, and who could have had it. */
  private record Played(
      List<Integer> turns, List<Boolean> choices, MemoryStore store, Fate a, Fate b) {}

  /**
   * Plays once.
   *
   * @param script whose turn it is at first; then always the first who can
   */
  private static Played play(List<Integer> script, Parts parts) {
    HandClock clock = new HandClock();
    MemoryStore store = new MemoryStore(clock);
    parts.before(store, clock);
    List<Player> players = List.of(new Player(), new Player());
    for (int i = 0; i < 2; i++) {
      int who = i;
      players.get(i).play(p -> parts.part(who, store.seenThrough(p::turn), clock));
      players.get(i).ended = take(players.get(i).says).equals(END);
    }
    List<Integer> turns = new ArrayList<>();
    List<Boolean> choices = new ArrayList<>();
    while (!players.stream().allMatch(p -> p.ended)) {
      boolean choice = players.stream().noneMatch(p -> p.ended);
      int who =
          turns.size() < script.size() ? script.get(turns.size()) : players.get(0).ended ? 1 : 0;
      Player player = players.get(who);
      turns.add(who);
      choices.add(choice);
      put(player.goes, "go");
      player.ended = take(player.says).equals(END);
    }
    return new Played(turns, choices, store, players.get(0).fate, players.get(1).fate);
  }

  /** What both do. */
  private interface Parts {
    @SuppressWarnings("UnusedVariable") // mostly nothing went before
    default void before(MemoryStore store, HandClock clock) {}

    Fate part(int who, Store store, HandClock clock);
  }

  /** Every order, the last choice changed first; returns how many there were. */
  private static int every(Parts parts, java.util.function.Consumer<Played> check) {
    List<Integer> script = List.of();
    int played = 0;
    while (true) {
      Played one = play(script, parts);
      check.accept(one);
      played++;
      int last = one.turns().size() - 1;
      while (last >= 0 && !(one.choices().get(last) && one.turns().get(last) == 0)) {
        last--;
      }
      if (last < 0) {
        return played;
      }
      List<Integer> next = new ArrayList<>(one.turns().subList(0, last));
      next.add(1);
      script = next;
    }
  }

  private static Fate takeAndMark(Operator who, Reply<LeaseGrant> taken) {
    if (!(taken instanceof Reply.Ok<LeaseGrant>(LeaseGrant grant))) {
      return new Fate(false, false, 0);
    }
    Reply<?> marked =
        who.state.mark(
            Operator.NODE,
            Optional.empty(),
            Optional.of(who.mark(Routing.DRAINING)),
            2,
            grant.token());
    return new Fate(true, marked instanceof Reply.Ok, grant.token());
  }

  @Test
  void oneOfTwoGetsTheLease() {
    int orders =
        every(
            (who, store, clock) -> {
              Operator operator =
                  new Operator(who == 0 ? "anna" : "ben", RunKind.ROLL, store, clock);
              return takeAndMark(operator, operator.take());
            },
            played -> {
              String order = played.turns().toString();
              assertTrue(played.a().had() != played.b().had(), order);
              assertEquals(played.a().had(), played.a().marked(), order);
              assertEquals(played.b().had(), played.b().marked(), order);
            });

    assertTrue(orders > 100, orders + " orders");
  }

  @Test
  void whoReleasesLetsTheOtherInAndNeverBothMark() {
    int[] both = new int[1];
    int orders =
        every(
            (who, store, clock) -> {
              Operator operator =
                  new Operator(who == 0 ? "anna" : "ben", RunKind.DRAIN, store, clock);
              Reply<LeaseGrant> taken = operator.take();
              if (who == 1) {
                return takeAndMark(operator, taken);
              }
              if (taken instanceof Reply.Ok<LeaseGrant>(LeaseGrant grant)) {
                Reply<?> released = operator.state.lease().release(grant.token());
                return new Fate(released instanceof Reply.Ok, false, grant.token());
              }
              return new Fate(false, false, 0);
            },
            played -> {
              String order = played.turns().toString();
              assertTrue(played.a().had() || played.b().had(), order);
              assertEquals(played.b().had(), played.b().marked(), order);
              if (played.a().had() && played.b().had()) {
                both[0]++;
                assertTrue(played.b().token() != played.a().token(), order);
              }
            });

    assertTrue(both[0] > 0 && both[0] < orders, both[0] + " of " + orders);
  }

  @Test
  void ofTwoThatResumeOneRunOneGetsIt() {
    int orders =
        every(
            new Parts() {
              @Override
              public void before(MemoryStore store, HandClock clock) {
                StoreContract.ok(new Operator("anna", RunKind.ROLL, store, clock).take());
              }

              @Override
              public Fate part(int who, Store store, HandClock clock) {
                Operator operator = new Operator("anna", RunKind.ROLL, store, clock);
                return takeAndMark(
                    operator,
                    operator.take(
                        "resumed-" + who,
                        Optional.of(new TakeOver(operator.run(), Optional.of("nonce-anna")))));
              }
            },
            played -> {
              String order = played.turns().toString();
              assertTrue(played.a().had() != played.b().had(), order);
              assertTrue(played.a().marked() != played.b().marked(), order);
            });

    assertTrue(orders > 100, orders + " orders");
  }

  @Test
  void whoIsBrokenInTheMidstMarksNothingAfterwards() {
    every(
        (who, store, clock) -> {
          Operator operator = new Operator(who == 0 ? "anna" : "ben", RunKind.ROLL, store, clock);
          if (who == 0) {
            return takeAndMark(operator, operator.take());
          }
          Operator anna = new Operator("anna", RunKind.ROLL, store, clock);
          Reply<?> broken = operator.state.lease().breakLease(anna.run(), true);
          Reply<SharedState.View> seen = operator.state.look();
          boolean markedBefore = !StoreContract.ok(seen).marks().isEmpty();
          return new Fate(broken instanceof Reply.Ok, markedBefore, 0);
        },
        played -> {
          boolean broken = played.b().had();
          boolean markedAtLast =
              !StoreContract.ok(new StoredState(played.store(), new HandClock()).look())
                  .marks()
                  .isEmpty();
          if (broken) {
            assertEquals(played.b().marked(), markedAtLast, played.turns().toString());
          }
        });
  }
}
