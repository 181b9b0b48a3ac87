package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Input;
import java.time.Duration;

/**
 * Carries effects out, many at a time, and brings back what came of them, one at a time. A
 * simulation puts its own in this place.
 */
public interface Stagehand {
  /**
   * Starts an effect and returns at once.
   *
   * @param id comes back with the outcome
   * @param effect what to do
   */
  void start(long id, Effect effect);

  /**
   * Waits for the next input.
   *
   * @param atMost how long; a {@link Input.Tick} comes back after that
   */
  Input next(Duration atMost);
}
