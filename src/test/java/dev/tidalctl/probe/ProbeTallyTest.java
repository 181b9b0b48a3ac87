package dev.tidalctl.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.ProbeReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as answered, failed and a gap, by a clock moved by hand; milliseconds throughout. */
final class ProbeTallyTest {
  private static final ProbeAnswer GOOD = new ProbeAnswer.Answered(Duration.ofMillis(1));
  private static final ProbeAnswer BAD = new ProbeAnswer.Failed("HTTP 503");

  private final ProbeTally tally =
      new ProbeTally(Duration.ofMillis(50), Duration.ofSeconds(1), at(0));

  @Test
  void queriesAreDueAtEachIntervalWhateverBecomesOfThem() {
    assertEquals(at(0), tally.begin(at(0)));
    assertEquals(at(50), tally.begin(at(120)));
    assertEquals(at(100), tally.begin(at(121)));
    assertEquals(at(29), tally.untilDue(at(121)));
  }

  @Test
  void anAnswerInTimeCountsAndEndsTheGap() {
    long first = tally.begin(at(0));
    long second = tally.begin(at(50));

    ProbeReading one = only(tally.ended(first, GOOD, at(30)));
    ProbeReading two = only(tally.ended(second, GOOD, at(130)));

    assertEquals(1, one.soFar().answered());
    assertEquals(2, two.soFar().answered());
    assertEquals(2, two.answeredInRow());
    assertEquals(Duration.ofMillis(100), two.soFar().longestGap());
  }

  @Test
  void aLateAnswerHasFailedOnce() {
    long query = tally.begin(at(0));

    tally.begin(at(900));
    assertEquals(List.of(), tally.expired(at(1100)));
    ProbeReading late = only(tally.expired(at(1101)));
    assertEquals(1, late.soFar().failed());
    assertEquals(Optional.of("no answer in 1000 ms"), late.lastFailure());
    assertEquals(Duration.ofMillis(1101), late.soFar().longestGap());

    assertEquals(List.of(), tally.ended(query, GOOD, at(1110)), "it counted already");
  }

  @Test
  void timeCountsFromWhenAQueryWasDueNotFromWhenItWasSent() {
    long query = tally.begin(at(900));

    ProbeReading late = only(tally.ended(query, GOOD, at(1020)));

    assertEquals(1, late.soFar().failed());
    assertEquals(0, late.soFar().answered());
  }

  @Test
  void inARowMeansInTheOrderInWhichQueriesWereDue() {
    long hangs = tally.begin(at(0));
    long second = tally.begin(at(50));
    long third = tally.begin(at(100));
    assertEquals(List.of(), tally.ended(third, GOOD, at(110)));
    assertEquals(List.of(), tally.ended(second, BAD, at(120)));

    List<ProbeReading> readings = tally.ended(hangs, BAD, at(700));

    assertEquals(List.of(1, 2, 0), readings.stream().map(ProbeReading::failedInRow).toList());
    assertEquals(List.of(0, 0, 1), readings.stream().map(ProbeReading::answeredInRow).toList());
  }

  @Test
  void whileThisProcessStoodStillNothingWasMeasured() {
    only(tally.ended(tally.begin(at(0)), GOOD, at(10)));
    long open = tally.begin(at(50));

    assertEquals(List.of(), tally.ended(open, GOOD, at(30_000)), "it was us who were late");
    ProbeReading after = only(tally.ended(tally.begin(at(30_001)), GOOD, at(30_002)));

    assertEquals(2, after.soFar().answered());
    assertEquals(0, after.soFar().failed());
    assertEquals(Duration.ofMillis(29_950), after.soFar().unmeasured());
    assertEquals(Duration.ofMillis(10), after.soFar().longestGap());
    assertEquals(at(30_050), at(30_001) + tally.untilDue(at(30_001)), "nothing is caught up on");
  }

  @Test
  void anOpenGapIsPartOfEachReading() {
    only(tally.ended(tally.begin(at(0)), GOOD, at(10)));

    ProbeReading failing = only(tally.ended(tally.begin(at(50)), BAD, at(400)));

    assertEquals(Duration.ofMillis(390), failing.soFar().longestGap());
  }

  private static ProbeReading only(List<ProbeReading> readings) {
    assertEquals(1, readings.size(), readings::toString);
    return readings.getFirst();
  }

  private static long at(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
