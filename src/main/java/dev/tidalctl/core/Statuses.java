package dev.tidalctl.core;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import java.util.Optional;

/**
 * Where a node stands in an upgrade, by one look at the cluster: what its hold says; for a node in
 * service, Pending while the run that has the lease still wants it at another version, else
 * Complete: no upgrade of it is outstanding.
 */
public final class Statuses {
  private Statuses() {}

  /** The status of one node of the snapshot. */
  public static NodeUpgradeStatus of(NodeView node, Snapshot snapshot) {
    return switch (node.routing()) {
      case SERVING -> serving(node, snapshot);
      case DRAINING -> new NodeUpgradeStatus.Draining();
      case REJOINING -> new NodeUpgradeStatus.Rejoining();
      case DRAINED -> node.hold().map(Statuses::held).orElseGet(NodeUpgradeStatus.Drained::new);
    };
  }

  private static NodeUpgradeStatus held(Hold hold) {
    return switch (hold.phase()) {
      case UPGRADING -> new NodeUpgradeStatus.Upgrading();
      case DRAINING, DRAINED, REJOINING -> new NodeUpgradeStatus.Drained();
    };
  }

  private static NodeUpgradeStatus serving(NodeView node, Snapshot snapshot) {
    Optional<Version> wanted = snapshot.lease().flatMap(l -> l.wanted());
    return wanted.filter(v -> !node.runs(v)).isPresent()
        ? new NodeUpgradeStatus.Pending()
        : new NodeUpgradeStatus.Complete();
  }
}
