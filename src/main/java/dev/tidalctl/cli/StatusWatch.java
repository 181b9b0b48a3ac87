package dev.tidalctl.cli;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.StaleText;
import dev.tidalctl.render.Style;
import dev.tidalctl.render.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows the cluster again and again: on a terminal in place, with every progress; elsewhere one
 * after another, only when something other than progress has changed.
 *
 * <p>A cluster that can't be reached any more is what a watcher waits to see come back. So it goes
 * on: in place with the last look and how old it is, elsewhere with a word on stderr when the
 * silence begins and every 30 s of it, and a new screen when it is over.
 */
final class StatusWatch {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
  private static final Duration BETWEEN_SCREENS = Duration.ofMillis(250);
  private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(30);
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

  private final CommandContext context;
  private final Looks looks;
  private final StatusReading reading;
  private final Consumer<ClusterStatus> show;
  private final boolean inPlace;
  private boolean silent;
  private Optional<Instant> toldSilence = Optional.empty();

  StatusWatch(
      CommandContext context, Looks looks, StatusReading reading, Consumer<ClusterStatus> show) {
    this.context = context;
    this.looks = looks;
    this.reading = reading;
    this.show = show;
    this.inPlace = context.output() == Output.TEXT && context.outStyle() == Style.COLOURED;
  }

  /**
   * Goes on until nobody reads stdout any more, or the process is interrupted.
   *
   * @throws CommandFailed when an endpoint speaks for another cluster
   */
  void from(Snapshot first) {
    Interest interest = inPlace ? Interest.OBSERVATION : Interest.REVISION;
    Snapshot shown = first;
    Instant seenAt = now();
    while (!context.out().checkError() && pause()) {
      // After a silence nothing need have moved: what is there is worth a screen at once.
      Duration wait = silent ? Duration.ZERO : LONGEST_LOOK;
      switch (looks.after(shown.stamp(), interest, wait)) {
        case Looks.Sight.Clear(Snapshot seen) -> {
          boolean moved = seen.stamp().compareTo(shown.stamp()) != 0;
          if (inPlace || moved || silent) {
            draw(seen);
          }
          silent = false;
          toldSilence = Optional.empty();
          shown = seen;
          seenAt = now();
        }
        case Looks.Sight.None(String why) -> silence(shown, seenAt, why);
      }
    }
  }

  private void draw(Snapshot seen) {
    if (inPlace) {
      context.out().print(HOME_AND_CLEAR);
    } else if (context.output() == Output.TEXT) {
      context.out().println();
    }
    show.accept(reading.of(seen));
  }

  private void silence(Snapshot shown, Instant seenAt, String why) {
    silent = true;
    if (inPlace) {
      context.out().print(HOME_AND_CLEAR);
      context.print(List.of(StaleText.above(seenAt, now(), why, context.outStyle())));
      show.accept(reading.of(shown));
    } else if (toldSilence.isEmpty()) {
      toldSilence = Optional.of(now());
      Troubles.tell(
          context.err(),
          context.output(),
          new Trouble(
              ExitCode.UNREACHABLE.code(),
              List.of(),
              "the cluster can't be reached; still watching",
              why,
              "what was shown last is old: " + StaleText.age(seenAt, now()),
              ""));
    } else if (!toldSilence.get().plus(BETWEEN_REMINDERS).isAfter(now())) {
      toldSilence = Optional.of(now());
      context.note("the cluster still can't be reached; " + StaleText.age(seenAt, now()));
    }
  }

  private Instant now() {
    return context.surroundings().clock().instant();
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
