package dev.tidalctl.core.model;

import java.util.List;

/** What upgrades a drained node, as the cluster file states it. */
public sealed interface UpgradeCommand {
  /**
   * The operator's own command: argv, never given to a shell.
   *
   * @param argv with the placeholders {@code {node} {host} {shard} {role} {version} {run}}
   */
  record Argv(List<String> argv) implements UpgradeCommand {
    /** Keeps its own copy. */
    public Argv {
      argv = List.copyOf(argv);
    }
  }

  /** The driver restarts the node: what is to change has been laid out beforehand. */
  record Restart() implements UpgradeCommand {}
}
