package dev.tidalctl.sandbox.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Rounds rounds = new Rounds();

  @BeforeEach
  void twoNodes() {
    rounds.join(0);
    rounds.join(1);
  }

  @Test
  void aRoundIsOverOnceEachNodeWasAsked() {
    long round = rounds.call();

    assertFalse(rounds.asked(0, round));
    assertTrue(rounds.asked(1, round));
  }

  /** A node may have been asked before whoever looks now had come: that shows too little. */
  @Test
  void aQuestionFromBeforeTheRoundDoesNotCount() {
    long before = rounds.call();
    long _ = rounds.call();

    assertFalse(rounds.asked(0, before));
    assertFalse(rounds.asked(1, before));
  }

  @Test
  void whoWaitsForARoundIsToldWhenItIsOver() throws Exception {
    long round = rounds.call();
    CountDownLatch over = new CountDownLatch(1);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              await(round, LONG);
              over.countDown();
            });

    boolean _ = rounds.asked(0, round);
    assertEquals(1, over.getCount());
    boolean _ = rounds.asked(1, round);

    waiting.get(LONG.toSeconds(), SECONDS);
    assertEquals(0, over.getCount());
  }

  @Test
  void aNodeThatHangsIsNotWaitedForForever() {
    long round = rounds.call();
    boolean _ = rounds.asked(0, round);
    long before = System.nanoTime();

    await(round, Duration.ofMillis(20));

    assertTrue(System.nanoTime() - before >= Duration.ofMillis(20).toNanos());
  }

  @Test
  void anObserverIsCalledAtOnceAndElseComesByItself() throws InterruptedException {
    assertEquals(0, rounds.next(0, Duration.ofMillis(1)));

    long first = rounds.call();
    long second = rounds.call();

    assertEquals(1, first);
    assertEquals(second, rounds.next(0, LONG), "rounds called meanwhile are one");
  }

  private void await(long round, Duration limit) {
    try {
      rounds.await(round, limit);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
