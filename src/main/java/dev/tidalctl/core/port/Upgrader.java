package dev.tidalctl.core.port;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.UpgradeJob;

/** Has a drained node upgraded: by the operator's command, or by a restart. */
public interface Upgrader {
  /**
   * Carries one attempt out to its end, or to its limit. Blocks the calling thread; never throws
   * for what the command or the node does.
   *
   * @return {@code NotStarted} also for a kind of job that this upgrader can't do
   */
  CommandEnd run(UpgradeJob job);
}
