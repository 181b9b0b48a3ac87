package dev.tidalctl.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt to upgrade one node. */
public sealed interface UpgradeJob {
  /** Which node. */
  NodeName node();

  /** Of which roll. */
  RunId runId();

  /** Counted from 1; at most one command runs, or one restart is asked for, per attempt. */
  int attempt();

  /** How long it may take. */
  Duration limit();

  /**
   * The operator's command.
   *
   * @param node which
   * @param runId of which roll
   * @param attempt counted from 1
   * @param argv placeholders replaced, for exec without a shell
   * @param environment added to tidalctl's own: TIDALCTL_NODE, _HOST, _SHARD, _ROLE, _VERSION, _RUN
   * @param limit after which the command is ended, first TERM, then KILL
   */
  record Command(
      NodeName node,
      RunId runId,
      int attempt,
      List<String> argv,
      Map<String, String> environment,
      Duration limit)
      implements UpgradeJob {
    /** Keeps its own copies. */
    public Command {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * A restart by the driver.
   *
   * @param node which
   * @param runId of which roll
   * @param attempt counted from 1
   * @param drainedAs the incarnation to be ended; a node that shows another was restarted already
   *     and is left alone
   * @param token the fencing token under which it was decided
   * @param limit after which the outcome counts as unknown
   */
  record Restart(
      NodeName node,
      RunId runId,
      int attempt,
      Optional<Incarnation> drainedAs,
      long token,
      Duration limit)
      implements UpgradeJob {}
}
