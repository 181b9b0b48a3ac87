package dev.tidalctl.sandbox.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.sandbox.control.Changes.Of;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChangesTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration APART = Duration.ofMillis(10);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong revision = new AtomicLong(7);
  private final Changes changes = new Changes(timer, revision::get);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void aRevisionIsToldAtOnceAlsoToWhoeverWatchesProgress() throws InterruptedException {
    long seen = changes.observation();

    revision.incrementAndGet();
    changes.revised();

    assertTrue(changes.await(Of.REVISION, 7, LONG));
    assertTrue(changes.await(Of.OBSERVATION, seen, LONG));
  }

  @Test
  void whatWasObservedIsToldAlthoughTheOthersHang() throws InterruptedException {
    long seen = changes.observation();

    changes.observed();
    boolean atOnce = changes.await(Of.OBSERVATION, seen, LONG);

    assertFalse(atOnce);
    assertEquals(seen + 1, changes.observation());
  }

  @Test
  void aRoundInWhichNothingWasObservedIsNotTold() {
    long seen = changes.observation();

    changes.tellDue();

    assertEquals(seen, changes.observation());
  }

  /** Whoever waits for progress would else be told of each node by itself, all the time. */
  @Test
  void observationsAreToldTogetherAndNotTooOften() throws InterruptedException {
    long began = System.nanoTime();
    long first = changes.observation();

    for (int i = 0; i < 5; i++) {
      long seen = changes.observation();
      changes.observed();
      changes.observed();
      changes.tellDue();
      boolean _ = changes.await(Of.OBSERVATION, seen, LONG);
    }

    long passed = System.nanoTime() - began;
    assertEquals(first + 5, changes.observation());
    assertTrue(passed >= APART.toNanos() * 4, () -> "five times in " + passed + " ns");
  }

  @Test
  void whoHasSeenMoreThanThereIsIsAnsweredAtOnce() throws InterruptedException {
    assertTrue(changes.await(Of.REVISION, 8, LONG));
  }

  @Test
  void whoWaitsInVainIsSentHome() throws InterruptedException {
    assertFalse(changes.await(Of.REVISION, 7, Duration.ofMillis(1)));
    assertEquals(7, revision.get());
  }
}
