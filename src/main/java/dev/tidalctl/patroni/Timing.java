package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Moment;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The clocks, and how to let time pass; a test has its own. */
public interface Timing {
  /** Reads both clocks. */
  Moment now();

  /**
   * Lets so much time pass.
   *
   * @return false when the thread was interrupted: whatever is waited for is given up
   */
  boolean rest(Duration length);

  /**
   * Waits for something to become true.
   *
   * @param done asked again and again, first at once
   * @param atMost how long
   * @param every the time between two questions
   * @return whether it became true
   */
  default boolean until(BooleanSupplier done, Duration atMost, Duration every) {
    Moment from = now();
    while (!done.getAsBoolean()) {
      if (now().since(from).compareTo(atMost) >= 0 || !rest(every)) {
        return false;
      }
    }
    return true;
  }
}
