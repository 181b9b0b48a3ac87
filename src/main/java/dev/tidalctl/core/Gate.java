package dev.tidalctl.core;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.util.Set;

/**
 * Whether the cluster outside the next batch is fit to lose it: every other node serving, healthy
 * and past a fresh fence; and the batch itself is fit to be drained. Left out are nodes that this
 * roll was told to skip, and those still to come that are down: they count in the guard's budget
 * instead.
 */
final class Gate {
  private Gate() {}

  static Verdict check(
      Set<NodeName> batch, Position fence, Order.Roll roll, Snapshot snapshot, Policy policy) {
    for (NodeView node : snapshot.nodes()) {
      if (batch.contains(node.name())) {
        if (deadUnasked(node, roll)) {
          return new Verdict.Hold(node.name() + " does not answer, so it can't be drained");
        }
        continue;
      }
      if (leftOut(node, roll)) {
        continue;
      }
      if (node.routing() != Routing.SERVING) {
        return new Verdict.Hold(node.name() + " is " + Words.of(node.routing()));
      }
      if (Health.of(node, snapshot, policy) instanceof Verdict.Hold(String reason)) {
        return new Verdict.Hold(node.name() + " is not healthy: " + reason);
      }
      if (node.applied().filter(p -> p.reaches(fence.minus(policy.maxLag()))).isEmpty()) {
        return new Verdict.Hold(
            "%s has not applied fence %s, %s%s"
                .formatted(node.name(), fence, Words.lag(node, snapshot), Words.busy(node)));
      }
    }
    return new Verdict.Go();
  }

  private static boolean deadUnasked(NodeView node, Order.Roll roll) {
    return node.routing() == Routing.SERVING && !node.reachable() && !roll.includeUnready();
  }

  private static boolean leftOut(NodeView node, Order.Roll roll) {
    boolean toCome =
        roll.wants(node.name())
            && (node.routing() != Routing.SERVING || (roll.includeUnready() && !node.reachable()));
    return roll.skip().contains(node.name()) || toCome;
  }
}
