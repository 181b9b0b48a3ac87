package dev.tidalctl.cli.backend;

import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.model.Input;

/** A run that can be started and asked to stop. */
public interface PreparedRun {
  /** Carries the run out on the calling thread, to its end. */
  RunResult toItsEnd();

  /** Asks the run to stop. Called from any thread, also before the run began. */
  void ask(Input.Stop how);
}
