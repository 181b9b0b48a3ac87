package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Recorded;

/** Takes up the events of a run, in order, on the run's own thread. */
@FunctionalInterface
public interface EventSink {
  /**
   * Takes one event. A sink that must make it durable returns only when it is: the effect that the
   * event announces is started afterwards.
   */
  void accept(Recorded event);
}
