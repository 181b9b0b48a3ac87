package dev.tidalctl.simulation.check;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.util.HashSet;
import java.util.Set;

/**
 * A change that was asked for and declined is none. Who says that nothing was changed is taken at
 * his word, whatever the exit code; and a roll whose outcome is unknown has something to resume.
 */
final class ExitCodesAreTrue extends Invariant {
  private final Set<Tool> changed = new HashSet<>();

  ExitCodesAreTrue() {
    super(
        11,
        "status, check and --dry-run send no change. Exit 3 means none was sent. Exit 0 of roll"
            + " means all asked nodes Complete at the wanted version");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Rerouting(var tool, var token, var change, var node) -> changed.add(tool);
      case Occurrence.HandingOver(var tool, var token, var from, var to) -> changed.add(tool);
      case Occurrence.CommandStarting(var tool, var job, var node) -> changed.add(tool);
      case Occurrence.ToolEnded(var tool, var ending) -> ended(tool, ending, world);
      default -> {}
    }
  }

  private void ended(Tool tool, Ending ending, World world) {
    boolean saysNoChange =
        ending.kind() == Ending.Kind.REFUSED
            || ending.kind() == Ending.Kind.UNREACHABLE
            || ending.kind() == Ending.Kind.NOTHING_TO_DO
            || ending.reason().contains("nothing was changed");
    if (saysNoChange && changed.contains(tool)) {
      throw broken(tool.identity().runId() + " ended " + ending + " and had changed something");
    }
    if (ending.kind() == Ending.Kind.UNKNOWN
        && tool.order() instanceof Order.Roll
        && !tool.report().changed()) {
      throw broken(tool.identity().runId() + " ended " + ending + ", and nothing is to be resumed");
    }
    if (ending.kind() == Ending.Kind.COMPLETE && tool.order() instanceof Order.Roll roll) {
      for (SimNode node : world.authority().nodes()) {
        if (roll.wants(node.name()) && !node.version().equals(roll.to().orElseThrow())) {
          throw broken(tool.identity().runId() + " is complete, " + node.name() + " is not");
        }
      }
      for (RunReport.NodeReport node : tool.report().nodes()) {
        if (!(node.status() instanceof NodeUpgradeStatus.Complete)) {
          throw broken("complete, but " + node.name() + " is reported " + node.status());
        }
      }
    }
  }
}
