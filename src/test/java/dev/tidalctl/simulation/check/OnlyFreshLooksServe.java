package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.simulation.world.Authority;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What counts is what the change requires, and what is true when it is made. */
final class OnlyFreshLooksServe extends Invariant {
  private final Map<NodeName, Position> readmittedAt = new HashMap<>();

  OnlyFreshLooksServe() {
    super(
        3,
        "A drained or rejoining node is made serving only on a fresh look: this incarnation, this"
            + " term, applied past a fence, wanted version");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    if (occurrence instanceof Occurrence.Decided(var tool, var id, var effect)
        && effect instanceof Effect.ChangeRouting(var change, var token)
        && change.to() == Routing.SERVING) {
      decided(change, tool.lastSeen().orElseThrow());
    }
    if (!(occurrence instanceof Occurrence.Rerouting(var tool, var token, var change, var node))) {
      return;
    }
    Authority authority = world.authority();
    if (change.to() == Routing.REJOINING && node.routing() == Routing.DRAINED) {
      int end = authority.leader().map(l -> (int) l.applied().seqno()).orElse(0);
      readmittedAt.put(node.name(), new Position(authority.term(), end));
    }
    if (change.to() == Routing.SERVING) {
      if (change.require().incarnation().isEmpty()
          || !change.require().incarnation().equals(authority.incarnationSeen(node))) {
        throw broken(
            node.name() + " serves, but " + change.require() + " is not " + node.incarnation());
      }
      if (node.routing() == Routing.REJOINING) {
        rejoined(tool, change, node, authority);
      }
    }
  }

  private void decided(RoutingChange change, Snapshot seen) {
    NodeView node = seen.node(change.node()).orElseThrow();
    if (!change.require().incarnation().equals(node.incarnation())) {
      throw broken(change.node() + " was to serve whatever process it is");
    }
    Optional<Long> term = seen.leaderPosition().map(Position::term);
    boolean proven = change.require().appliedAtLeast().map(Position::term).equals(term);
    if (node.routing() == Routing.REJOINING && !proven) {
      throw broken(change.node() + " was to serve on " + change.require() + " in term " + term);
    }
  }

  private void rejoined(Tool tool, RoutingChange change, SimNode node, Authority authority) {
    Optional<Position> proven = change.require().appliedAtLeast();
    if (proven.isEmpty() || proven.get().term() != authority.term()) {
      throw broken(node.name() + " serves having proven only " + proven);
    }
    Position fence = readmittedAt.getOrDefault(node.name(), new Position(0, 0));
    if (fence.term() == authority.term() && proven.get().seqno() < fence.seqno()) {
      throw broken(node.name() + " serves with " + proven.get() + ", short of " + fence);
    }
    Optional<Version> wanted =
        tool.order() instanceof Order.Roll roll ? roll.to() : Optional.empty();
    boolean asFound = tool.order().adopt().contains(node.name());
    if (wanted.isPresent() && !wanted.equals(authority.versionSeen(node)) && !asFound) {
      throw broken(node.name() + " serves at " + node.version() + ", not " + wanted.get());
    }
  }
}
