package dev.tidalctl.core;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.Snapshot;
import java.util.List;
import java.util.Optional;

/** Which one command to run after a run, by what it left behind. */
final class NextStep {
  private NextStep() {}

  static RunResult result(
      Ending ending,
      RunReport report,
      Order order,
      NextCommands commands,
      Optional<Snapshot> lastSeen) {
    return new RunResult(ending, report, lastSeen, next(ending, report, order, commands, lastSeen));
  }

  private static Optional<String> next(
      Ending ending,
      RunReport report,
      Order order,
      NextCommands commands,
      Optional<Snapshot> lastSeen) {
    return switch (ending.kind()) {
      case COMPLETE, NOTHING_TO_DO ->
          order instanceof Order.Drain(NodeName node, var reason, var adopt)
              ? Optional.of(commands.rejoin(node))
              : Optional.empty();
      case REFUSED, UNKNOWN -> Optional.of(commands.status());
      case UNREACHABLE -> Optional.of(commands.check());
      case LEASE ->
          Optional.of(
              lastSeen
                  .flatMap(Snapshot::lease)
                  .filter(l -> l.abandoned())
                  .map(l -> commands.resume(l.runId(), false))
                  .or(() -> resume(report, order, commands, false))
                  .orElseGet(commands::status));
      case FAILED, TIMED_OUT -> Optional.of(afterFailure(report, order, commands, lastSeen));
      case STOPPED, INTERRUPTED, TERMINATED -> Optional.of(goOn(report, order, commands));
    };
  }

  /**
   * A node that is out of service comes back by rejoin; a roll that left none goes on by a roll.
   */
  private static String afterFailure(
      RunReport report, Order order, NextCommands commands, Optional<Snapshot> lastSeen) {
    return report.nodes().stream()
        .filter(n -> n.status() instanceof NodeUpgradeStatus.Failed)
        .map(RunReport.NodeReport::name)
        .filter(name -> out(name, lastSeen))
        .findFirst()
        .map(commands::rejoin)
        .orElseGet(
            () ->
                resume(report, order, commands, failed(report))
                    .orElseGet(
                        () ->
                            order instanceof Order.Roll roll
                                ? commands.roll(roll.to(), List.of())
                                : commands.status()));
  }

  /** How a roll that has changed something goes on. */
  private static Optional<String> resume(
      RunReport report, Order order, NextCommands commands, boolean retryFailed) {
    return order instanceof Order.Roll && report.changed()
        ? Optional.of(commands.resume(report.runId(), retryFailed))
        : Optional.empty();
  }

  private static boolean failed(RunReport report) {
    return report.nodes().stream().anyMatch(n -> n.status() instanceof NodeUpgradeStatus.Failed);
  }

  private static String goOn(RunReport report, Order order, NextCommands commands) {
    return switch (order) {
      case Order.Roll roll ->
          resume(report, order, commands, false)
              .orElseGet(() -> commands.roll(roll.to(), List.of()));
      case Order.Drain drain -> commands.status();
      case Order.Rejoin rejoin -> commands.rejoin(rejoin.node());
    };
  }

  private static boolean out(NodeName name, Optional<Snapshot> lastSeen) {
    return lastSeen
        .flatMap(s -> s.node(name))
        .filter(n -> n.routing() == Routing.DRAINED || n.routing() == Routing.REJOINING)
        .isPresent();
  }
}
