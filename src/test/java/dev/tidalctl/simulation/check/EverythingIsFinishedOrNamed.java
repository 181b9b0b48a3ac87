package dev.tidalctl.simulation.check;

import dev.tidalctl.core.NextStepProbe;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Operator;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.World;
import java.util.Optional;

/**
 * Judged whenever a tool ends: what it leaves out of service it names, with a remedy. And when all
 * is mended and everybody has finished what he began: nothing is left.
 */
final class EverythingIsFinishedOrNamed extends Invariant {
  EverythingIsFinishedOrNamed() {
    super(
        6,
        "After a crash at any point, plus resume, faults healed: all Complete, or Failed with a"
            + " true reason, and no node out of service that the report does not name with its"
            + " remedy");
  }

  @Override
  void judge(Occurrence occurrence, World world) {
    switch (occurrence) {
      case Occurrence.Rerouting(var tool, var token, var change, var node) -> {
        if (tool.operator().resumesAgain()) {
          throw broken("resumed again, " + tool.identity().runId() + " changes " + node.name());
        }
      }
      case Occurrence.ToolEnded(var tool, var ending) -> {
        if (tool.operator().resumesAgain()
            && ending.kind() != Ending.Kind.NOTHING_TO_DO
            && ending.kind() != Ending.Kind.COMPLETE
            && ending.kind() != Ending.Kind.LEASE) {
          throw broken("resumed again, " + tool.identity().runId() + " ended " + ending);
        }
        for (SimNode node : world.authority().nodes()) {
          if (node.routing() != Routing.SERVING
              && node.hold().filter(h -> h.runId().equals(tool.identity().runId())).isPresent()) {
            named(tool, ending, node);
          }
        }
      }
      case Occurrence.AllMended mended -> {
        for (Operator operator : world.operators()) {
          if (operator.hasUnfinished() && canBeRolled(operator, world)) {
            throw broken(operator.name() + " can't finish: " + operator.lastEnding());
          }
        }
        for (SimNode node : world.authority().nodes()) {
          if (node.routing() != Routing.SERVING) {
            throw broken(node.name() + " is left " + node.routing() + ", " + node.hold());
          }
        }
      }
      default -> {}
    }
  }

  /** No roll is possible that leaves too few serving whatever it takes. */
  private static boolean canBeRolled(Operator operator, World world) {
    return operator.policy().minServing() < world.authority().nodes().size();
  }

  /** A tool that was never shown the cluster can't name what an earlier one left. */
  private void named(Tool tool, Ending ending, SimNode node) {
    Optional<RunReport.NodeReport> reported =
        tool.report().nodes().stream().filter(n -> n.name().equals(node.name())).findFirst();
    boolean says =
        reported
            .map(RunReport.NodeReport::status)
            .filter(s -> !(s instanceof NodeUpgradeStatus.Pending))
            .filter(s -> !(s instanceof NodeUpgradeStatus.Complete))
            .isPresent();
    if (!says
        && !tool.report().nodes().isEmpty()
        && !ending.reason().contains(node.name().value())) {
      throw broken(
          tool.identity().runId()
              + " ended "
              + ending
              + ", leaves "
              + node.name()
              + " "
              + node.routing()
              + " and reports "
              + reported);
    }
    if (NextStepProbe.next(ending, tool.report(), tool.order(), tool.lastSeen()).isEmpty()) {
      throw broken(tool.identity().runId() + " leaves " + node.name() + " and names no command");
    }
  }
}
