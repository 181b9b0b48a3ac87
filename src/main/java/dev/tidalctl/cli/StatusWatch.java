package dev.tidalctl.cli;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.Style;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Shows the cluster again and again: on a terminal in place, with every progress; elsewhere one
 * after another, only when something other than progress has changed.
 */
final class StatusWatch {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
  private static final Duration BETWEEN_SCREENS = Duration.ofMillis(250);
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

  private final CommandContext context;
  private final Looks looks;
  private final StatusReading reading;
  private final Consumer<ClusterStatus> show;
  private final boolean inPlace;

  StatusWatch(
      CommandContext context, Looks looks, StatusReading reading, Consumer<ClusterStatus> show) {
    this.context = context;
    this.looks = looks;
    this.reading = reading;
    this.show = show;
    this.inPlace = context.output() == Output.TEXT && context.outStyle() == Style.COLOURED;
  }

  /** Goes on until nobody reads stdout any more, or the process is interrupted. */
  void from(Snapshot first) {
    Interest interest = inPlace ? Interest.OBSERVATION : Interest.REVISION;
    Snapshot shown = first;
    while (!context.out().checkError() && pause()) {
      Snapshot seen = looks.after(shown.stamp(), interest, LONGEST_LOOK);
      if (inPlace || seen.stamp().compareTo(shown.stamp()) != 0) {
        if (inPlace) {
          context.out().print(HOME_AND_CLEAR);
        } else if (context.output() == Output.TEXT) {
          context.out().println();
        }
        show.accept(reading.of(seen));
      }
      shown = seen;
    }
  }

  /** Leaves the terminal time to be read; false when the thread was interrupted. */
  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_SCREENS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
