package dev.tidalctl.cli;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.StaleText;
import dev.tidalctl.render.Style;
import dev.tidalctl.render.Trouble;
import dev.tidalctl.render.live.WatchFold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows the cluster again and again: on a terminal in place, with every progress, on the screen
 * that a roll has too; elsewhere one after another, only when something other than progress has
 * changed.
 *
 * <p>A cluster that can't be reached any more is what a watcher waits to see come back. So it goes
 * on: in place with the last look and how old it is, elsewhere with a word on stderr when the
 * silence begins and every 30 s of it, and a new screen when it is over.
 */
final class StatusWatch {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
  private static final Duration LONGEST_LOOK_IN_PLACE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SCREENS = Duration.ofMillis(250);
  private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(30);

  private final CommandContext context;
  private final Looks looks;
  private final StatusReading reading;
  private final Consumer<ClusterStatus> show;
  private final Optional<LiveScreen> inPlace;
  private final WatchFold fold = new WatchFold();
  private boolean silent;
  private Optional<Instant> toldSilence = Optional.empty();

  StatusWatch(
      CommandContext context, Looks looks, StatusReading reading, Consumer<ClusterStatus> show) {
    this.context = context;
    this.looks = looks;
    this.reading = reading;
    this.show = show;
    this.inPlace =
        context.output() == Output.TEXT && context.outStyle() == Style.COLOURED
            ? Optional.of(new LiveScreen(context, context.out(), context.outStyle()))
            : Optional.empty();
  }

  /**
   * Goes on until nobody reads stdout any more, or the process is interrupted.
   *
   * @throws CommandFailed when an endpoint speaks for another cluster
   */
  void from(Snapshot first) {
    if (inPlace.isEmpty()) {
      show.accept(reading.of(first));
      watch(first);
      return;
    }
    try (LiveScreen screen = inPlace.get()) {
      show(screen, first);
      watch(first);
    }
  }

  private void watch(Snapshot first) {
    Interest interest = inPlace.isPresent() ? Interest.OBSERVATION : Interest.REVISION;
    Duration longest = inPlace.isPresent() ? LONGEST_LOOK_IN_PLACE : LONGEST_LOOK;
    Snapshot shown = first;
    Instant seenAt = now();
    while (!context.out().checkError() && pause()) {
      // After a silence nothing need have moved: what is there is worth a screen at once.
      Duration wait = silent ? Duration.ZERO : longest;
      switch (looks.after(shown.stamp(), interest, wait)) {
        case Looks.Sight.Clear(Snapshot seen) -> {
          boolean moved = seen.stamp().compareTo(shown.stamp()) != 0;
          inPlace.ifPresentOrElse(screen -> show(screen, seen), () -> print(seen, moved || silent));
          silent = false;
          toldSilence = Optional.empty();
          shown = seen;
          seenAt = now();
        }
        case Looks.Sight.None(String why) -> silence(seenAt, why);
      }
    }
  }

  private void show(LiveScreen screen, Snapshot seen) {
    fold.saw(reading.of(seen), WatchFold.moment(now()));
    redraw(screen, Optional.empty());
  }

  private void redraw(LiveScreen screen, Optional<String> stale) {
    fold.picture(stale)
        .ifPresent(picture -> screen.show(List.of(), picture, WatchFold.moment(now())));
  }

  private void print(Snapshot seen, boolean worthIt) {
    if (worthIt) {
      if (context.output() == Output.TEXT) {
        context.out().println();
      }
      show.accept(reading.of(seen));
    }
  }

  private void silence(Instant seenAt, String why) {
    silent = true;
    String age = StaleText.age(seenAt, now());
    if (inPlace.isPresent()) {
      redraw(inPlace.get(), Optional.of(age + ": " + why));
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
              "what was shown last is old: " + age,
              ""));
    } else if (!toldSilence.get().plus(BETWEEN_REMINDERS).isAfter(now())) {
      toldSilence = Optional.of(now());
      context.note("the cluster still can't be reached; " + age);
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
