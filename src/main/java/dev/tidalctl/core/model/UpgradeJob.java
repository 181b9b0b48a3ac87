package dev.tidalctl.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One attempt to upgrade one node.
 *
 * @param node which
 * @param runId of which roll
 * @param attempt counted from 1; at most one command runs per attempt
 * @param argv placeholders replaced, for exec without a shell
 * @param environment added to tidalctl's own: TIDALCTL_NODE, _HOST, _SHARD, _ROLE, _VERSION, _RUN
 * @param limit after which the command is ended, first TERM, then KILL
 */
public record UpgradeJob(
    NodeName node,
    RunId runId,
    int attempt,
    List<String> argv,
    Map<String, String> environment,
    Duration limit) {
  /** Keeps its own copies. */
  public UpgradeJob {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }
}
