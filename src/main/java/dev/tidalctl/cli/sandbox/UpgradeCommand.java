package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandContext;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.sandbox.stage.NodeEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidalctl sandbox upgrade}: the upgrade command of a sandbox's cluster file. */
@Command(
    name = "upgrade",
    description = {
      "Stop a node of a rehearsal cluster and start it as another version.",
      "",
      "Returns when the node answers. It is what the sandbox's cluster file names as its upgrade"
          + " command, and drains nothing by itself."
    },
    footer = {
      "What a roll runs for each node:",
      "  tidalctl sandbox upgrade --dir stage --node node-1 --to 2.0.0"
    })
final class UpgradeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private SandboxFolder folder;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      required = true,
      description = "The name of the node.")
  private String node = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      required = true,
      description = "The version to start it as.")
  private Version version = new Version("");

  UpgradeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    NodeEntry upgraded = folder.with(stage -> stage.upgrade(node, version.value()));
    switch (context.output()) {
      case TEXT -> context.print(List.of(Stages.line(upgraded)));
      case JSON, NDJSON -> context.print(StageJson.node(upgraded));
    }
    return ExitCode.OK.code();
  }
}
