package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Tides;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Of several in hand, as after a resume, none is asked to lead. Judged on what the tool saw when it
 * decided, and on the truth when it happens. Who asks again asks for the same: the first request
 * may be under way.
 */
final class LeadersAreNotDrained extends Invariant {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private record Asked(Tool tool, NodeName from, NodeName to, long term) {}

  private final Set<Asked> asked = new HashSet<>();

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
        Snapshot seen = tool.lastSeen().orElseThrow();
        NodeView heir = seen.node(wish.to()).orElseThrow();
        if (!mayLead(heir, seen)) {
          throw broken(heir.name() + " was to lead and can't");
        }
        Asked now = new Asked(tool, wish.from(), wish.to(), wish.term());
        boolean choice = asked.add(now) && tool.resumed().isEmpty();
        for (NodeView other : choice ? seen.nodes() : List.<NodeView>of()) {
          if (other.role() == Role.FOLLOWER && mayLead(other, seen) && lag(other) < lag(heir)) {
            throw broken(heir.name() + " was to lead, " + other.name() + " misses less");
          }
        }
      }
      default -> {}
    }
  }

  private static long lag(NodeView node) {
    return -node.applied().map(Position::seqno).orElse(0L);
  }

  private static boolean mayLead(NodeView node, Snapshot seen) {
    return node.routing() == Routing.SERVING
        && node.reachable()
        && node.electable()
        && !node.diverged()
        && node.applied().map(Position::term).equals(seen.leaderPosition().map(Position::term))
        && node.observedAt()
            .filter(at -> Duration.between(at, seen.now()).compareTo(FRESH) <= 0)
            .isPresent();
  }
}
