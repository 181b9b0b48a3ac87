package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time in which no process of the tool drove the run.
 *
 * @param from when the process before recorded its last event
 * @param until when the next one began
 * @param kind how it came
 * @param why in plain words
 * @param seq the event that ended it
 */
record Absence(Instant from, Instant until, Kind kind, String why, long seq) {
  /** How it came. */
  enum Kind {
    /** The process was killed or died. */
    DIED("tool died"),
    /** The process ended the run where it was asked to, or had to. */
    STOPPED("tool stopped");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Those that a resume ended. */
  static List<Absence> in(List<Recorded> events) {
    List<Absence> absences = new ArrayList<>();
    Instant last = events.getFirst().at().wall();
    for (Recorded recorded : events) {
      Instant at = recorded.at().wall();
      if (recorded.event() instanceof Event.RunResumed(var who, RunTerms t, var before)) {
        absences.add(of(last, at, before, recorded.seq()));
      }
      last = at;
    }
    return List.copyOf(absences);
  }

  private static Absence of(Instant from, Instant until, Optional<Ending> before, long seq) {
    return before
        .map(ending -> new Absence(from, until, Kind.STOPPED, ending.reason(), seq))
        .orElseGet(
            () -> new Absence(from, until, Kind.DIED, "its process was killed or died", seq));
  }
}
