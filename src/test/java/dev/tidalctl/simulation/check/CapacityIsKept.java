package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.simulation.world.Authority;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;

/**
 * Judged twice: when the tool decides, on what it saw; when the change is made, on what is known.
 */
final class CapacityIsKept extends Invariant {
  private static final Duration FRESH = Duration.ofSeconds(5);

  CapacityIsKept() {
    super(
        1,
        "The tool never takes a step that leaves fewer than minServing nodes serving and healthy,"
            + " or more than maxUnavailable out; a node already down counts against the budget");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    if (occurrence instanceof Occurrence.Rerouting(var tool, var token, var change, var node)
        && node.routing() == Routing.SERVING) {
      made(tool.policy(), node, world.authority());
    }
    if (occurrence instanceof Occurrence.Decided(var tool, var id, var effect)
        && effect instanceof Effect.ChangeRouting(var change, var token)
        && (change.to() == Routing.DRAINING || change.to() == Routing.DRAINED)) {
      decided(tool.policy(), change, tool.lastSeen().orElseThrow());
    }
  }

  private void made(Policy policy, SimNode leaving, Authority authority) {
    int staying = 0;
    for (SimNode node : authority.nodes()) {
      if (node != leaving && node.routing() == Routing.SERVING && authority.healthy(node)) {
        staying++;
      }
    }
    require(policy, staying, authority.nodes().size(), leaving.name() + " left service");
  }

  private void decided(Policy policy, RoutingChange change, Snapshot seen) {
    NodeView leaving = seen.node(change.node()).orElseThrow();
    if (leaving.routing() == change.to()) {
      return;
    }
    if (!seen.impediments().isEmpty()) {
      throw broken(leaving.name() + " was to be " + change.to() + " though " + seen.impediments());
    }
    int staying = 0;
    for (NodeView node : seen.nodes()) {
      boolean other = !node.name().equals(leaving.name());
      if (other && node.routing() == Routing.SERVING && healthy(node, seen, policy)) {
        staying++;
      }
    }
    require(policy, staying, seen.nodes().size(), leaving.name() + " was to be " + change.to());
  }

  private void require(Policy policy, int staying, int all, String what) {
    if (staying < policy.minServing()) {
      throw broken(what + " with " + staying + " others serving and healthy");
    }
    if (all - staying > policy.maxUnavailable()) {
      throw broken(what + " with " + (all - staying) + " out of service or unhealthy");
    }
  }

  private static boolean healthy(NodeView node, Snapshot seen, Policy policy) {
    if (!node.reachable() || node.diverged() || node.observedAt().isEmpty()) {
      return false;
    }
    if (seen.leaderPosition().isEmpty() || node.applied().isEmpty()) {
      return false;
    }
    Position end = seen.leaderPosition().get();
    Position applied = node.applied().get();
    return Duration.between(node.observedAt().get(), seen.now()).compareTo(FRESH) <= 0
        && applied.term() == end.term()
        && end.seqno() - applied.seqno() <= policy.unhealthyLag();
  }
}
