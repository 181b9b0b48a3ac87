package dev.tidalctl.core;

import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator, or the system, has asked a run to do: to stop, and how urgently.
 *
 * <ol>
 *   <li>The most urgent request counts; a later, milder one changes nothing.
 *   <li>A drain in hand is taken back for 4 s at most after one that is urgent; with what a closure
 *       may take after that, the run ends within 10 s.
 * </ol>
 */
final class StopRequest {
  private static final Duration TURNING_BACK = Duration.ofSeconds(4);

  private Optional<Input.Stop> how = Optional.empty();
  private Optional<Moment> urgentSince = Optional.empty();

  void asked(Input.Stop request, Moment now) {
    if (how.isEmpty() || request.compareTo(how.get()) > 0) {
      how = Optional.of(request);
    }
    if (request != Input.Stop.AFTER_NODE && urgentSince.isEmpty()) {
      urgentSince = Optional.of(now);
    }
  }

  /** How urgently, once it was asked. */
  Optional<Input.Stop> how() {
    return how;
  }

  /** Whether what is in hand is to be finished first. */
  boolean milder() {
    return how.filter(Input.Stop.AFTER_NODE::equals).isPresent();
  }

  /** Whether there is no more time to bring a node back to where it was. */
  boolean overdue(Moment now) {
    return urgentSince.filter(since -> now.since(since).compareTo(TURNING_BACK) > 0).isPresent();
  }
}
