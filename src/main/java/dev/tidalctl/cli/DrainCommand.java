package dev.tidalctl.cli;

import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.topology.PolicyOverrides;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidalctl drain}: takes one node out of service without losing a query or a write. */
@Command(
    name = "drain",
    description = {
      "Take one node out of service, without losing a query or a write.",
      "",
      "Refused, with no change sent, when too few nodes would be left serving and healthy. A leader"
          + " hands its leadership over first. New client work stops, work in flight ends, the node"
          + " applies all WAL up to a fence; then shipping stops and the node is held in the"
          + " operator's name. A drain that runs out of time is undone."
    },
    footer = {
      "Take node-1 out for a new disk, and back:",
      "  tidalctl drain --cluster prod.yaml --reason 'new disk' node-1",
      "  tidalctl rejoin --cluster prod.yaml node-1"
    })
final class DrainCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Undo the drain after this long, for example 30s. Default: timeouts.drain.")
  private Optional<Duration> timeout = Optional.empty();

  @Mixin private NodeOptions options;

  @Mixin private LogOptions log;

  DrainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return new NodeRun(context, RunKind.DRAIN)
        .carryOut(
            PolicyOverrides.ofDrain(timeout),
            log,
            nodes -> new Order.Drain(options.node(nodes), options.reason(), options.adopt(nodes)));
  }
}
