package dev.tidalctl.simulation.plan;

import dev.tidalctl.core.model.NodeName;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A command that an operator gives, some time after the one before has ended. */
public sealed interface Command {
  /** How long after the command before, or the world's beginning. */
  Duration after();

  /**
   * {@code tidalctl roll}.
   *
   * @param to the version wanted
   * @param only as {@code --only}
   * @param skip as {@code --skip}
   * @param adopt as {@code --adopt}
   * @param includeUnready as {@code --include-unready}
   * @param stopAfter as {@code --stop-after}
   */
  record Roll(
      Duration after,
      String to,
      List<NodeName> only,
      List<NodeName> skip,
      List<NodeName> adopt,
      boolean includeUnready,
      OptionalInt stopAfter)
      implements Command {
    public Roll {
      only = List.copyOf(only);
      skip = List.copyOf(skip);
      adopt = List.copyOf(adopt);
    }
  }

  /** {@code tidalctl drain NODE [--adopt NODE]}. */
  record Drain(Duration after, NodeName node, boolean adopt) implements Command {}

  /** {@code tidalctl rejoin NODE [--adopt NODE]}. */
  record Rejoin(Duration after, NodeName node, boolean adopt) implements Command {}

  /** {@code tidalctl unlock --run RUN [--force]}, of whatever run has the lease then. */
  record Unlock(Duration after, boolean force) implements Command {}

  /** {@code tidalctl status}, {@code check} and {@code roll --dry-run}. */
  record Look(Duration after) implements Command {}
}
