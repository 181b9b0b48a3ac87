package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import dev.tidalctl.render.NodeReportJson;
import dev.tidalctl.render.NodeReportText;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.PolicyOverrides;
import java.util.Optional;

/** A drain or a rejoin of one node, from the command line to its report. */
final class NodeRun {
  private final CommandContext context;
  private final RunKind kind;

  NodeRun(CommandContext context, RunKind kind) {
    this.context = context;
    this.kind = kind;
  }

  /**
   * Carries the order out and reports.
   *
   * @param overrides limits given on the command line
   * @param log whether progress is kept
   * @param orderOf makes the order once the file's nodes are known
   * @return the exit code
   */
  int carryOut(PolicyOverrides overrides, LogOptions log, OrderOf orderOf) {
    return log.around(context, () -> carryOut(overrides, orderOf));
  }

  private int carryOut(PolicyOverrides overrides, OrderOf orderOf) {
    ClusterFile file = Overrides.over(context.clusterFile(), overrides);
    try (Session session = context.open(file)) {
      requireChangeable(file);
      Order order = orderOf.order(new NamedNodes(file));
      Identity identity = context.runs().identity(kind);
      RunResult result = context.runs().run(session, file, identity, order);
      report(result, file, identity, node(order));
      return Verdicts.exitCode(context, result);
    }
  }

  /** Makes an order out of named nodes. */
  @FunctionalInterface
  interface OrderOf {
    /** The order. */
    Order order(NamedNodes nodes);
  }

  private void report(RunResult result, ClusterFile file, Identity identity, NodeName name) {
    StatusReading reading =
        new StatusReading(file, Optional.empty(), new NextStep(context.next(), () -> identity));
    Optional<NodeStatus> node =
        result.lastSeen().flatMap(snapshot -> reading.of(snapshot).node(name));
    switch (context.output()) {
      case TEXT ->
          context.print(
              NodeReportText.lines(
                  result.report(), result.ending(), node, result.next(), context.outStyle()));
      case JSON, NDJSON ->
          context.print(
              NodeReportJson.of(
                  result.report(),
                  result.ending(),
                  node,
                  node.map(n -> file.driverKind().lagUnit().word()),
                  result.next()));
    }
  }

  private static NodeName node(Order order) {
    return switch (order) {
      case Order.Drain drain -> drain.node();
      case Order.Rejoin rejoin -> rejoin.node();
      case Order.Roll r -> throw new IllegalArgumentException("a roll has many nodes");
    };
  }

  private static void requireChangeable(ClusterFile file) {
    try {
      file.requireChangeable();
    } catch (InvalidClusterFile invalid) {
      throw CommandFailed.of(invalid);
    }
  }
}
