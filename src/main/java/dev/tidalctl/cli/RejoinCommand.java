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

/**
 * {@code tidalctl rejoin}: brings one node back into service once it has all acknowledged writes.
 */
@Command(
    name = "rejoin",
    description = {
      "Bring one node back into service, once it has every acknowledged write.",
      "",
      "Ships the WAL that the node missed, waits until it has reached several fences in a row, sees"
          + " it apply a new event, compares its content with the leader's where the driver can,"
          + " and then lets client work back. A node that serves already is looked at and left"
          + " alone. A node whose WAL is no longer kept is never re-seeded unasked."
    },
    footer = {
      "Bring node-1 back:",
      "  tidalctl rejoin --cluster prod.yaml node-1",
      "Bring back a node that somebody else took out:",
      "  tidalctl rejoin --cluster prod.yaml --adopt node-1 node-1"
    })
final class RejoinCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description =
          "Give up after this long without any progress, for example 60s. Default:"
              + " timeouts.rejoin.")
  private Optional<Duration> timeout = Optional.empty();

  @Mixin private NodeOptions options;

  @Mixin private LogOptions log;

  RejoinCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return new NodeRun(context, RunKind.REJOIN)
        .carryOut(
            PolicyOverrides.ofRejoin(timeout),
            log,
            nodes -> new Order.Rejoin(options.node(nodes), options.reason(), options.adopt(nodes)));
  }
}
