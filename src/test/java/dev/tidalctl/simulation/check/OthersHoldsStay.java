package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.util.Optional;

/** Judged on what the tool saw when it decided, and on the truth when it happens. */
final class OthersHoldsStay extends Invariant {
  OthersHoldsStay() {
    super(12, "Another operator's drains and holds are as they were when the roll ends");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Decided(var tool, var id, var effect) -> {
        if (effect instanceof Effect.ChangeRouting(var change, var token)) {
          Optional<Hold> seen =
              tool.lastSeen().flatMap(s -> s.node(change.node())).flatMap(NodeView::hold);
          check(tool, change.node(), seen);
        }
      }
      case Occurrence.Rerouting(var tool, var token, var change, var node) ->
          check(tool, node.name(), node.hold());
      default -> {}
    }
  }

  private void check(Tool tool, NodeName node, Optional<Hold> hold) {
    boolean foreign = hold.filter(h -> !ours(tool, h)).isPresent();
    if (foreign && !tool.order().adopt().contains(node)) {
      throw broken(tool.identity() + " touches " + node + " under " + hold.orElseThrow());
    }
  }

  private static boolean ours(Tool tool, Hold hold) {
    return hold.runId().equals(tool.identity().runId())
        || (tool.identity().kind() != RunKind.ROLL && hold.owner().equals(tool.identity().owner()));
  }
}
