package dev.tidalctl.core.model;

import java.util.List;

/**
 * The operator's upgrade command as the cluster file states it: argv, never given to a shell.
 *
 * @param argv with the placeholders {@code {node} {host} {shard} {role} {version} {run}}
 */
public record UpgradeCommand(List<String> argv) {
  /** Keeps its own copy. */
  public UpgradeCommand {
    argv = List.copyOf(argv);
  }
}
