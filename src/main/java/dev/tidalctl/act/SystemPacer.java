package dev.tidalctl.act;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.port.Pacer;
import java.time.Clock;
import java.time.Duration;

/** The clocks of this machine. */
public final class SystemPacer implements Pacer {
  private final Clock wall = Clock.systemUTC();

  /** Reads the clocks of the machine that it runs on. */
  public SystemPacer() {}

  @Override
  public Moment now() {
    return new Moment(Duration.ofNanos(System.nanoTime()), wall.instant());
  }
}
