package dev.tidalctl.render.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The one time axis of all drawings.
 *
 * <ol>
 *   <li>It reaches from the first event to the last; a run without a recorded end has a short tail.
 *   <li>An absence of the tool longer than an eighth of the time at work is drawn as that eighth,
 *       so that a night between two processes does not press the rest to a line.
 *   <li>Everything else is drawn to scale.
 * </ol>
 */
final class Timeline {
  /** The width of every drawing. */
  static final double WIDTH = 960;

  /** Where the axis begins; names stand left of it. */
  static final double LEFT = 150;

  /** Where it ends. */
  static final double RIGHT = 948;

  private static final int CUT = 8;
  private static final double TAIL = 0.05;
  private static final double APART = 66;
  private static final int TICKS = 11;
  private static final long[] STEPS = {
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    14_400_000,
    43_200_000,
    86_400_000
  };

  private final Instant start;
  private final Instant end;
  private final List<Absence> absences;
  private final double longestDrawn;
  private final double length;

  private Timeline(Instant start, Instant end, List<Absence> absences, double longestDrawn) {
    this.start = start;
    this.end = end;
    this.absences = absences;
    this.longestDrawn = longestDrawn;
    this.length = Math.max(1, drawn(end));
  }

  /** The axis of a run. */
  static Timeline of(RunStory story) {
    List<Absence> absences = Absence.in(story.events());
    double away = absences.stream().mapToDouble(a -> millis(a.from(), a.until())).sum();
    double work = Math.max(1_000, millis(story.begun(), story.lastTold()) - away);
    Instant end =
        story.open() ? story.lastTold().plusMillis(Math.round(work * TAIL) + 1) : story.lastTold();
    return new Timeline(story.begun(), end, absences, work / CUT);
  }

  /** Where a time stands. */
  double x(Instant at) {
    return LEFT + (RIGHT - LEFT) * drawn(at) / length;
  }

  /** Where the axis ends, in time. */
  Instant end() {
    return end;
  }

  /** The times in which the tool was away. */
  List<Absence> absences() {
    return absences;
  }

  /** A mark on the axis. */
  record Tick(double x, String label) {}

  /** The marks, at round times of the day in UTC. */
  List<Tick> ticks() {
    long step = step();
    DateTimeFormatter format = format(step);
    List<Tick> ticks = new ArrayList<>();
    double before = LEFT - APART / 2;
    for (long at = roundUp(start.toEpochMilli(), step); at <= end.toEpochMilli(); at += step) {
      Instant time = Instant.ofEpochMilli(at);
      long skipped = afterCut(time, step);
      if (skipped > at) {
        at = skipped - step;
      } else if (x(time) - before >= APART && x(time) <= RIGHT - APART / 3) {
        before = x(time);
        ticks.add(new Tick(before, format.format(time)));
      }
    }
    return ticks;
  }

  private long afterCut(Instant time, long step) {
    return absences.stream()
        .filter(a -> cut(a) > 0 && time.isAfter(a.from()) && time.isBefore(a.until()))
        .mapToLong(a -> roundUp(a.until().toEpochMilli(), step))
        .findFirst()
        .orElse(0);
  }

  private long step() {
    for (long step : STEPS) {
      if (length / step <= TICKS) {
        return step;
      }
    }
    return roundUp((long) (length / TICKS), STEPS[STEPS.length - 1]);
  }

  private DateTimeFormatter format(long step) {
    boolean severalDays = Duration.between(start, end).compareTo(Duration.ofDays(1)) > 0;
    String pattern = step < 1_000 ? "HH:mm:ss.S" : step < 60_000 ? "HH:mm:ss" : "HH:mm";
    String dated = severalDays && step >= 60_000 ? "MM-dd HH:mm" : pattern;
    return DateTimeFormatter.ofPattern(dated, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private double drawn(Instant at) {
    double cut = 0;
    for (Absence absence : absences) {
      double away = millis(absence.from(), absence.until());
      double passed = Math.min(away, Math.max(0, millis(absence.from(), at)));
      cut += away == 0 ? 0 : cut(absence) * passed / away;
    }
    return millis(start, at) - cut;
  }

  /** How much of an absence is left out, in milliseconds. */
  private double cut(Absence absence) {
    return Math.max(0, millis(absence.from(), absence.until()) - longestDrawn);
  }

  private static long roundUp(long value, long step) {
    return Math.ceilDiv(value, step) * step;
  }

  private static double millis(Instant from, Instant until) {
    return Duration.between(from, until).toNanos() / 1e6;
  }
}
