package dev.tidalctl.core;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who takes over from a leader that is to be drained: of the followers that are serving, healthy
 * and electable the one with the least lag, the first in the cluster's order among equals.
 */
final class Succession {
  private Succession() {}

  /** The best follower outside {@code excluded}, empty when none can lead. */
  static Optional<NodeName> best(Set<NodeName> excluded, Snapshot snapshot, Policy policy) {
    return snapshot.nodes().stream()
        .filter(n -> n.role() == Role.FOLLOWER && n.electable())
        .filter(n -> !excluded.contains(n.name()))
        .filter(n -> Health.serves(n, snapshot, policy))
        .min(Comparator.comparingLong(n -> snapshot.lag(n).orElse(Long.MAX_VALUE)))
        .map(NodeView::name);
  }

  /** That there is none, and what is wrong with each follower. */
  static String none(Set<NodeName> excluded, Snapshot snapshot, Policy policy) {
    String each =
        snapshot.nodes().stream()
            .filter(n -> n.role() == Role.FOLLOWER && !excluded.contains(n.name()))
            .map(n -> n.name() + " " + wrong(n, snapshot, policy))
            .collect(Collectors.joining(", "));
    return "no follower is serving, healthy and electable" + (each.isEmpty() ? "" : ": " + each);
  }

  private static String wrong(NodeView node, Snapshot snapshot, Policy policy) {
    if (node.routing() != Routing.SERVING) {
      return "is " + Words.of(node.routing());
    }
    return switch (Health.of(node, snapshot, policy)) {
      case Verdict.Hold(String reason) -> "is not healthy (" + reason + ")";
      case Verdict.Go go -> "may not lead";
    };
  }
}
