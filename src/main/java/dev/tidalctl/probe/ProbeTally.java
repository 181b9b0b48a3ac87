package dev.tidalctl.probe;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.ProbeReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When queries are due and what became of them. Not safe for several threads; knows no clock.
 *
 * <ol>
 *   <li>A query is due at each interval, whatever became of those before it, and is known by when
 *       it was due.
 *   <li>It must be answered within the limit, counted from when it was due. Later it has failed,
 *       once: by what its asker says, or when that says nothing either.
 *   <li>Queries are counted in the order in which they were due, so that 'in a row' means the same
 *       whichever ended first. One that is still open holds back those after it, for its limit at
 *       most.
 *   <li>The longest gap is the longest time in which no answer came: from the first query on,
 *       between two answers, and from the last until now.
 *   <li>When nothing was due for longer than interval and limit together, this process stood still
 *       (stopped, or starved of its machine). That time is not measured: what was open is dropped
 *       uncounted, and the gap begins anew.
 * </ol>
 */
final class ProbeTally {
  /** For whoever asks to say itself why there was no answer. */
  private static final long GRACE = Duration.ofMillis(100).toNanos();

  private final long interval;
  private final long limit;
  private final Map<Long, Optional<ProbeAnswer>> open = new LinkedHashMap<>();
  private long nextDue;
  private long lastDueAt;
  private long lastAnswerAt;
  private long longestGap;
  private long unmeasured;
  private long answered;
  private long failed;
  private int answeredInRow;
  private int failedInRow;
  private Optional<String> lastFailure = Optional.empty();

  /** The first query is due now; all times are readings of one monotonic clock, in ns. */
  ProbeTally(Duration interval, Duration limit, long now) {
    this.interval = interval.toNanos();
    this.limit = limit.toNanos();
    this.nextDue = now;
    this.lastDueAt = now;
    this.lastAnswerAt = now;
  }

  /** How long until the next query is due, in ns; zero or negative when it is. */
  long untilDue(long now) {
    return nextDue - now;
  }

  /** Takes up the next query, which is due; says when it was. */
  long begin(long now) {
    noticeStandstill(now);
    long due = nextDue;
    open.put(due, Optional.empty());
    lastDueAt = now;
    nextDue = due + interval;
    return due;
  }

  /** A query ended; the readings that this allows, in their order. */
  List<ProbeReading> ended(long due, ProbeAnswer answer, long now) {
    noticeStandstill(now);
    if (!Optional.empty().equals(open.get(due))) {
      return List.of();
    }
    ProbeAnswer counted =
        answer instanceof ProbeAnswer.Answered && now - due > limit ? late() : answer;
    if (counted instanceof ProbeAnswer.Answered) {
      gapEndsAt(now);
    }
    open.put(due, Optional.of(counted));
    return count(now);
  }

  /** Time went by: what is past its limit has failed. */
  List<ProbeReading> expired(long now) {
    noticeStandstill(now);
    open.replaceAll(
        (due, answer) ->
            answer.isEmpty() && now - due > limit + GRACE ? Optional.of(late()) : answer);
    return count(now);
  }

  private List<ProbeReading> count(long now) {
    List<ProbeReading> readings = new ArrayList<>();
    var oldest = open.values().iterator();
    while (oldest.hasNext()) {
      Optional<ProbeAnswer> answer = oldest.next();
      if (answer.isEmpty()) {
        break;
      }
      oldest.remove();
      switch (answer.get()) {
        case ProbeAnswer.Answered a -> {
          answered++;
          answeredInRow++;
          failedInRow = 0;
        }
        case ProbeAnswer.Failed(String why) -> {
          failed++;
          failedInRow++;
          answeredInRow = 0;
          lastFailure = Optional.of(why);
        }
      }
      readings.add(reading(now));
    }
    return readings;
  }

  private ProbeReading reading(long now) {
    long gap = Math.max(longestGap, now - lastAnswerAt);
    return new ProbeReading(
        new Availability(answered, failed, Duration.ofNanos(gap), Duration.ofNanos(unmeasured)),
        answeredInRow,
        failedInRow,
        lastFailure);
  }

  private void gapEndsAt(long now) {
    longestGap = Math.max(longestGap, now - lastAnswerAt);
    lastAnswerAt = now;
  }

  private void noticeStandstill(long now) {
    if (now - lastDueAt > interval + limit) {
      unmeasured += now - lastDueAt;
      open.clear();
      nextDue = now;
      lastDueAt = now;
      lastAnswerAt = now;
    }
  }

  private ProbeAnswer late() {
    return new ProbeAnswer.Failed("no answer in " + Duration.ofNanos(limit).toMillis() + " ms");
  }
}
