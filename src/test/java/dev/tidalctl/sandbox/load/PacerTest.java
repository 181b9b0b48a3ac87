package dev.tidalctl.sandbox.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacerTest {
  private static final long MS = 1_000_000L;

  /** A start near the end of the clock's range: it may wrap. */
  private static final long START = Long.MAX_VALUE - 5 * MS;

  private final List<Long> sentAfterMs = new ArrayList<>();
  private final Pacer pacer = new Pacer(START, Duration.ZERO, Duration.ofMillis(100));

  @Test
  void ticksAreCountedFromTheStartSoThatNoDelayAddsUp() {
    pacer.add(100, this::record);

    pacer.sendDue(START);
    assertEquals(at(10 * MS), pacer.nextDueNanos());
    pacer.sendDue(at(10 * MS - 1));
    assertEquals(List.of(0L), sentAfterMs);
    pacer.sendDue(at(35 * MS));
    assertEquals(List.of(0L, 10L, 20L, 30L), sentAfterMs, "those that were late go at once");
    assertEquals(at(40 * MS), pacer.nextDueNanos());
    assertEquals(Duration.ofMillis(25), pacer.worstLateness());
  }

  @Test
  void theRateGrowsEvenlyDuringTheRamp() {
    Pacer ramped = new Pacer(START, Duration.ofMillis(80), Duration.ofMillis(121));
    ramped.add(100, this::record);

    assertFalse(ramped.atFullRate(at(80 * MS - 1)));
    assertTrue(ramped.atFullRate(at(80 * MS)));
    ramped.sendDue(at(200 * MS));

    assertEquals(List.of(0L, 40L, 56L, 69L, 80L, 90L, 100L, 110L, 120L), sentAfterMs);
  }

  @Test
  void aCallerWhoIsLateSeesToTheAnswersInBetween() {
    pacer.add(1000, this::record);

    pacer.sendDue(at(99 * MS));
    assertEquals(32, sentAfterMs.size());
    pacer.sendDue(at(99 * MS));
    assertEquals(64, sentAfterMs.size());
    assertEquals(at(64 * MS), pacer.nextDueNanos());
  }

  @Test
  void nothingIsSentAfterTheEnd() {
    pacer.add(50, this::record);
    pacer.add(0, due -> sentAfterMs.add(-1L));

    assertFalse(pacer.ended(at(100 * MS - 1)));
    pacer.sendDue(at(500 * MS));

    assertEquals(List.of(0L, 20L, 40L, 60L, 80L), sentAfterMs);
    assertEquals(at(100 * MS), pacer.nextDueNanos());
    assertTrue(pacer.ended(at(100 * MS)));
  }

  private static long at(long nanos) {
    return START + nanos;
  }

  private void record(long dueNanos) {
    sentAfterMs.add((dueNanos - START) / MS);
  }
}
