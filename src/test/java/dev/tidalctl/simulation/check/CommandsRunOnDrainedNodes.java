package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An attempt is one of a machine: another one knows of it by the hold alone, and who adopts a node
 * answers for what runs on it. Nor does a run put a node anywhere else while its own command runs
 * on it.
 */
final class CommandsRunOnDrainedNodes extends Invariant {
  private final Set<String> attempts = new HashSet<>();

  CommandsRunOnDrainedNodes() {
    super(
        5,
        "No upgrade command runs on a node that is not drained, or leads; at most one per attempt;"
            + " never beyond maxUnavailable");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.CommandStarting(var tool, var job, var node) ->
          starting(tool, job, node, world);
      case Occurrence.Rerouting(var tool, var token, var change, var node) -> {
        if (change.to() != node.routing()
            && world.supervisor().runningOn(node).equals(Optional.of(tool.identity().runId()))) {
          throw broken(node.name() + " becomes " + change.to() + " under its running command");
        }
      }
      default -> {}
    }
  }

  private void starting(Tool tool, UpgradeJob job, SimNode node, World world) {
    if (node.routing() != Routing.DRAINED) {
      throw broken("a command starts on " + node.name() + ", which is " + node.routing());
    }
    if (world.authority().leader().filter(node::equals).isPresent()) {
      throw broken("a command starts on " + node.name() + ", which leads");
    }
    String where = tool.identity().host();
    if (!attempts.add(where + " " + job.runId() + " " + job.node() + " " + job.attempt())) {
      throw broken("attempt " + job.attempt() + " on " + node.name() + " is started twice");
    }
    boolean adopted = tool.order().adopt().contains(node.name());
    if (world.supervisor().runningOn(node).isPresent() && !adopted) {
      throw broken("a second command starts on " + node.name());
    }
    if (world.supervisor().running() >= tool.policy().maxUnavailable()) {
      throw broken("a command starts beside " + world.supervisor().running() + " others");
    }
  }
}
