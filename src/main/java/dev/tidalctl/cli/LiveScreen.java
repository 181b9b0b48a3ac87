package dev.tidalctl.cli;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.render.Style;
import dev.tidalctl.render.live.Glyphs;
import dev.tidalctl.render.live.Pane;
import dev.tidalctl.render.live.Picture;
import dev.tidalctl.render.live.Screen;
import dev.tidalctl.render.live.WindowSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows one picture after another in place on a terminal. Follows the window's size; begins anew
 * below when the process was stopped by the shell and goes on.
 */
final class LiveScreen implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long ARRIVAL_MILLIS = 100;

  private final PrintWriter writer;
  private final Terminal terminal;
  private final Style style;
  private final Glyphs glyphs;
  private final Pane pane = new Pane();
  private final AtomicBoolean resized = new AtomicBoolean();
  private final Semaphore continued = new Semaphore(0);
  private final Signals signals;
  private final InstantSource clock;
  private Instant shownAt;
  private WindowSize size;

  /**
   * Draws nothing yet.
   *
   * @param writer what is connected with the terminal
   * @param style of that stream
   */
  LiveScreen(CommandContext context, PrintWriter writer, Style style) {
    this.writer = writer;
    this.terminal = context.terminal();
    this.style = style;
    this.glyphs = Glyphs.of(context.environment());
    this.size = terminal.size();
    this.signals =
        new Signals().on("WINCH", () -> resized.set(true)).on("CONT", continued::release);
    this.clock = context.surroundings().clock();
    this.shownAt = clock.instant();
  }

  /**
   * Shows the picture in place of the last one.
   *
   * @param above lines that stay
   */
  void show(List<String> above, Picture picture, Moment now) {
    if (wasStopped()) {
      pane.abandon();
      resized.set(true);
    }
    if (resized.getAndSet(false)) {
      size = terminal.size();
    }
    String text = pane.paint(above, Screen.lines(picture, size, now, style, glyphs), size);
    if (!text.isEmpty()) {
      writer.print(text);
      writer.flush();
    }
    shownAt = clock.instant();
  }

  /** After a pause that the shell may have made, its signal is given a moment to arrive. */
  private boolean wasStopped() {
    boolean paused = Duration.between(shownAt, clock.instant()).compareTo(PAUSE) > 0;
    try {
      boolean stopped = continued.tryAcquire(paused ? ARRIVAL_MILLIS : 0, TimeUnit.MILLISECONDS);
      continued.drainPermits();
      return stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    signals.close();
  }
}
