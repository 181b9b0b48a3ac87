package dev.tidalctl.core.port;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.HookJob;

/** Runs the operator's hooks. */
@FunctionalInterface
public interface HookRunner {
  /**
   * Runs a hook to its end, or to its limit. Blocks the calling thread; never throws for what the
   * hook does.
   */
  CommandEnd run(HookJob job);
}
