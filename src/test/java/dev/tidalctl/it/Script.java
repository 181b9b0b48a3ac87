package dev.tidalctl.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A script that cleans up behind itself, for which it is given time when it is closed. */
public final class Script implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Launched launched;

  private Script(Launched launched) {
    this.launched = launched;
  }

  /** Starts it with nothing on standard input. */
  public static Script start(ProcessBuilder builder) throws IOException {
    return new Script(Launched.start(builder));
  }

  /** Waits for its end, this long at most. */
  public Outcome await(Duration limit) throws InterruptedException {
    return launched.await(limit);
  }

  @Override
  public void close() {
    try {
      launched.end(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
