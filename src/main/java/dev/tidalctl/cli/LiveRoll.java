package dev.tidalctl.cli;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.render.EventText;
import dev.tidalctl.render.live.RollFold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A roll in place on a terminal: what happened is written above and stays, what is true now stands
 * below it, drawn at most five times a second.
 */
final class LiveRoll implements Display {
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);

  private final LiveScreen screen;
  private final InstantSource clock;
  private final RollFold fold;
  private final EventText text = new EventText(EventText.Detail.TRANSITIONS);
  private final List<String> above = new ArrayList<>();
  private Optional<Moment> last = Optional.empty();
  private Instant takenAt = Instant.EPOCH;
  private Instant drawnAt = Instant.EPOCH;

  LiveRoll(CommandContext context) {
    screen = new LiveScreen(context, context.err(), context.errStyle());
    clock = context.surroundings().clock();
    fold = new RollFold(run -> context.next().resume(run, false));
  }

  @Override
  public void take(Recorded event) {
    fold.accept(event);
    line(event).ifPresent(above::add);
    last = Optional.of(event.at());
    takenAt = clock.instant();
    if (due(takenAt)) {
      draw(takenAt);
    }
  }

  /** Also when the wall clock was set back. */
  private boolean due(Instant now) {
    return now.isBefore(drawnAt) || !now.isBefore(drawnAt.plus(BETWEEN_FRAMES));
  }

  @Override
  public void refresh() {
    draw(clock.instant());
  }

  private void draw(Instant wall) {
    last.ifPresent(
        moment -> {
          Duration gone = Duration.between(takenAt, wall);
          Moment now = gone.isNegative() ? moment : moment.plus(gone);
          fold.picture(now)
              .ifPresent(
                  picture -> {
                    screen.show(above, picture, now);
                    above.clear();
                    drawnAt = wall;
                  });
        });
  }

  /** What is told again and again has its place in the picture. */
  private Optional<String> line(Recorded event) {
    Optional<String> line = text.line(event);
    return event.event() instanceof Event.StillWaiting || event.event() instanceof Event.SoakStarted
        ? Optional.empty()
        : line;
  }

  @Override
  public void close() {
    screen.close();
  }
}
