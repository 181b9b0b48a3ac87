package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Moment;
import java.time.Clock;
import java.time.Duration;

/** The clocks of this machine. */
final class SystemTiming implements Timing {
  private final Clock wall = Clock.systemUTC();

  @Override
  public Moment now() {
    return new Moment(Duration.ofNanos(System.nanoTime()), wall.instant());
  }

  @Override
  public boolean rest(Duration length) {
    try {
      Thread.sleep(length);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
