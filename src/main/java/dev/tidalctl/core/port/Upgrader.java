package dev.tidalctl.core.port;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.UpgradeJob;

/** Runs the operator's upgrade command. */
public interface Upgrader {
  /**
   * Runs it to its end, or to its limit. Blocks the calling thread; never throws for what the
   * command does.
   */
  CommandEnd run(UpgradeJob job);
}
