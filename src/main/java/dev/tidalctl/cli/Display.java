package dev.tidalctl.cli;

import dev.tidalctl.core.model.Recorded;

/** Shows the events of a run; called by one thread, which it may block. */
interface Display extends AutoCloseable {
  /** Shows nothing. */
  Display NONE = event -> {};

  /** Takes one event, in order. */
  void take(Recorded event);

  /** Time has passed in which nothing happened, or the run is over. */
  default void refresh() {}

  /** Gives back what it took of the terminal. */
  @Override
  default void close() {}
}
