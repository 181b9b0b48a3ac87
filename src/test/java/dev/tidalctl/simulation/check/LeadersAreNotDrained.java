package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Tides;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;

/** Judged on what the tool saw when it decided, and on the truth when it happens. */
final class LeadersAreNotDrained extends Invariant {
  LeadersAreNotDrained() {
    super(
        9,
        "The leader is never drained while it leads; leadership is never given to a node that"
            + " misses acknowledged writes");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Decided(var tool, var id, var effect) -> decided(tool, effect);
      case Occurrence.Rerouting(var tool, var token, var change, var node) -> {
        if (change.to() != Routing.SERVING
            && world.authority().leader().filter(node::equals).isPresent()) {
          throw broken(node.name() + " leads and becomes " + change.to());
        }
      }
      case Occurrence.HandingOver(var tool, var token, var from, var to) -> {
        if (!Tides.has(to, world.tides().acknowledged())) {
          throw broken(to.name() + " is to lead at " + to.applied() + " only");
        }
      }
      default -> {}
    }
  }

  private void decided(Tool tool, Effect effect) {
    switch (effect) {
      case Effect.ChangeRouting(var change, var token) -> {
        if (change.to() != Routing.SERVING
            && tool.lastSeen().orElseThrow().isLeader(change.node())) {
          throw broken(change.node() + " leads and was to be " + change.to());
        }
      }
      case Effect.MoveLeadership(var wish, var token) -> {
        if (!mayLead(wish.to(), tool.lastSeen().orElseThrow())) {
          throw broken(wish.to() + " was to lead and can't");
        }
      }
      default -> {}
    }
  }

  private static boolean mayLead(NodeName name, Snapshot seen) {
    NodeView node = seen.node(name).orElseThrow();
    return node.routing() == Routing.SERVING
        && node.reachable()
        && node.electable()
        && !node.diverged()
        && seen.lag(node).isPresent();
  }
}
