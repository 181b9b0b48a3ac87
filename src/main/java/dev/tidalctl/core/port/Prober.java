package dev.tidalctl.core.port;

import dev.tidalctl.core.model.ProbeAnswer;
import java.time.Duration;

/** Asks the service as one of its clients would. May be asked by many threads at a time. */
public interface Prober extends AutoCloseable {
  /**
   * Asks once. Blocks the calling thread; never throws for what the service does.
   *
   * @param limit how long it may take
   * @throws InterruptedException when the thread was interrupted: the query is given up
   */
  ProbeAnswer ask(Duration limit) throws InterruptedException;

  /** How many queries may be under way at once, at least 1. */
  int mostAtOnce();

  /** Gives up what it keeps open. */
  @Override
  void close();
}
