package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A drain that fails from a stage in which the node has not left yet ends with it serving. */
final class FailedDrainsAreUndone extends Invariant {
  private record InHand(Tool tool, NodeName node) {}

  private final Map<InHand, Stage> stages = new HashMap<>();

  FailedDrainsAreUndone() {
    super(
        8,
        "A failed drain leaves routing as it found it, unless the control plane can't be reached,"
            + " and then it says so");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    if (occurrence instanceof Occurrence.Told(var tool, var recorded)
        && recorded.event() instanceof Event.StageEntered(var name, var stage)) {
      Stage before = stages.getOrDefault(new InHand(tool, name), new Stage.Waiting());
      stages.put(new InHand(tool, name), stage);
      if (stage instanceof Stage.Broken(var failure) && leaving(before)) {
        failed(world.authority().node(name), failure.reason());
      }
    }
  }

  private void failed(SimNode node, String reason) {
    String routing = node.routing().name().toLowerCase(Locale.ROOT);
    if (node.routing() != Routing.SERVING && !reason.contains(routing)) {
      throw broken(node.name() + " is " + routing + " after '" + reason + "'");
    }
  }

  private static boolean leaving(Stage stage) {
    return stage instanceof Stage.HandingOver
        || stage instanceof Stage.StoppingTraffic
        || stage instanceof Stage.Emptying
        || stage instanceof Stage.CatchingUp
        || stage instanceof Stage.TakingOut
        || stage instanceof Stage.Undoing;
  }
}
