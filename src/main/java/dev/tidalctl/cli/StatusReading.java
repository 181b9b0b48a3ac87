package dev.tidalctl.cli;

import dev.tidalctl.core.Health;
import dev.tidalctl.core.Statuses;
import dev.tidalctl.core.Verdict;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.render.ClusterStatus;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import dev.tidalctl.topology.ClusterFile;
import java.util.List;
import java.util.Optional;

/** Judges a snapshot by the cluster file: what {@code status} shows. */
final class StatusReading {
  private final ClusterFile file;
  private final Policy policy;
  private final Optional<RunBook.Entry> open;
  private final NextStep nextStep;

  /**
   * Judges by this file.
   *
   * @param file the cluster's
   * @param open the roll that this machine's journals show to be unfinished
   * @param nextStep names the next command
   */
  StatusReading(ClusterFile file, Optional<RunBook.Entry> open, NextStep nextStep) {
    this.file = file;
    this.policy = Terms.policy(file);
    this.open = open;
    this.nextStep = nextStep;
  }

  ClusterStatus of(Snapshot snapshot) {
    List<NodeStatus> nodes = snapshot.nodes().stream().map(node -> judge(node, snapshot)).toList();
    return new ClusterStatus(
        snapshot,
        file.driverKind().word(),
        policy.minServing(),
        nodes,
        open.filter(RunBook.Entry::unfinished).map(RunBook.Entry::run),
        nextStep.after(snapshot, open));
  }

  private NodeStatus judge(NodeView node, Snapshot snapshot) {
    Optional<String> unhealthy =
        switch (Health.of(node, snapshot, policy)) {
          case Verdict.Go() -> Optional.empty();
          case Verdict.Hold(String reason) -> Optional.of(reason);
        };
    return new NodeStatus(node, Statuses.of(node, snapshot), snapshot.lag(node), unhealthy);
  }
}
