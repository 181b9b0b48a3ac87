package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as it is to be told.
 *
 * @param report its events, folded
 * @param ending how it ended, or how it stands
 * @param next the command to run now, where there is one
 * @param events those recorded, in order, at least one; no event is told to be earlier than the one
 *     before it, though a clock may have been set back
 */
public record RunStory(
    RunReport report, Ending ending, Optional<String> next, List<Recorded> events) {
  /** Puts the times in order. */
  public RunStory {
    events = inOrder(events);
  }

  /** When it began. */
  Instant begun() {
    return events.getFirst().at().wall();
  }

  /** When the last event was recorded. */
  Instant lastTold() {
    return events.getLast().at().wall();
  }

  /** Whether it goes on, or nobody recorded its end. */
  boolean open() {
    return report.ending().isEmpty();
  }

  private static List<Recorded> inOrder(List<Recorded> events) {
    List<Recorded> ordered = new ArrayList<>();
    Instant latest = Instant.MIN;
    for (Recorded event : events) {
      Instant wall = event.at().wall();
      latest = wall.isAfter(latest) ? wall : latest;
      ordered.add(new Recorded(event.seq(), new Moment(Duration.ZERO, latest), event.event()));
    }
    return List.copyOf(ordered);
  }
}
