package dev.tidalctl.sandbox.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final long MS = 1_000_000L;

  private final Tally tally = new Tally("query", Duration.ofMillis(250), Duration.ofSeconds(1));

  @Test
  void slowIsAmongTheOkAndLateIsFailed() {
    tally.sending(0);
    tally.answered(0, 250 * MS);
    tally.answered(0, 251 * MS);
    tally.answered(0, 1000 * MS);
    tally.answered(0, 1000 * MS + 1);

    Tally.Figures figures = tally.figures();
    assertEquals(3, figures.ok());
    assertEquals(2, figures.slow());
    assertEquals(1, figures.failed());
    assertEquals("answered after more than 1000 ms", figures.failures().getFirst().reason());
  }

  @Test
  void theLongestGapCanBeAtTheStart() {
    tally.sending(10 * MS);
    tally.answered(10 * MS, 110 * MS);
    tally.answered(110 * MS, 120 * MS);
    tally.sendingEnded(130 * MS);

    assertEquals(100, tally.figures().longestGapMs());
  }

  @Test
  void theLongestGapCanBeBetweenSuccessesWhateverFailsInBetween() {
    tally.sending(0);
    tally.answered(0, MS);
    tally.failed(5 * MS, 6 * MS, "refused");
    tally.answered(9 * MS, 41 * MS + 1);
    tally.sendingEnded(42 * MS);

    assertEquals(41, tally.figures().longestGapMs(), "rounded up");
  }

  @Test
  void theLongestGapCanBeOpenAtTheEnd() {
    tally.sending(0);
    tally.answered(0, MS);
    tally.sendingEnded(500 * MS);
    tally.answered(499 * MS, 501 * MS);

    assertEquals(499, tally.figures().longestGapMs());
  }

  @Test
  void nothingSentIsNoGap() {
    tally.sendingEnded(500 * MS);

    assertEquals(0, tally.figures().longestGapMs());
  }

  @Test
  void percentilesAreObservedValues() {
    long[] oneToThousand = LongStream.rangeClosed(1, 1000).map(ms -> ms * MS).toArray();

    assertEquals(new Latency(500, 990, 999, 1000), Latency.of(oneToThousand));
    assertEquals(new Latency(7, 7, 7, 7), Latency.of(new long[] {7 * MS}));
    assertEquals(new Latency(0, 0, 0, 0), Latency.of(new long[0]));
  }
}
