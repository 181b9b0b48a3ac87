package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Routing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes nodes again that we hold out of service and that clients reach all the same: a load
 * balancer that was reloaded has forgotten what it was told.
 *
 * <ol>
 *   <li>Judged on every fresh look under the lease, whatever else is under way with the node, its
 *       upgrade command too; but not while a change of its own routing is, which closes and opens
 *       it by itself. Nor does such a change begin before the closing has ended.
 *   <li>Each exposure is recorded when it is first seen. It is over when a look shows the node
 *       closed, in service, or no longer ours.
 *   <li>A closing that did not help is repeated after half a second.
 * </ol>
 */
final class Exposures {
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Ledger ledger;
  private final Errands errands;
  private final Map<NodeName, Moment> askedAt = new HashMap<>();

  Exposures(Ledger ledger, Errands errands) {
    this.ledger = ledger;
    this.errands = errands;
  }

  void tend(Bearings b) {
    List<NodeName> exposed =
        b.snapshot().nodes().stream()
            .filter(node -> isExposed(node, b))
            .map(NodeView::name)
            .toList();
    askedAt.keySet().retainAll(exposed);
    for (NodeName name : exposed) {
      if (!errands.any(effect -> concerns(effect, name))) {
        close(name, b);
      }
    }
  }

  private void close(NodeName name, Bearings b) {
    Optional<Moment> before = Optional.ofNullable(askedAt.get(name));
    if (before.filter(asked -> b.now().since(asked).compareTo(RETRY) < 0).isPresent()) {
      return;
    }
    if (before.isEmpty()) {
      ledger.record(new Event.Exposed(name), b.now());
    }
    errands.start(new Effect.CloseAgain(name, b.token()), b.now());
    askedAt.put(name, b.now());
  }

  private static boolean isExposed(NodeView node, Bearings b) {
    return node.exposed()
        && node.routing() != Routing.SERVING
        && node.hold().filter(b.identity()::owns).isPresent();
  }

  private static boolean concerns(Effect effect, NodeName name) {
    return (effect instanceof Effect.CloseAgain close && close.node().equals(name))
        || (effect instanceof Effect.ChangeRouting change && change.change().node().equals(name));
  }
}
