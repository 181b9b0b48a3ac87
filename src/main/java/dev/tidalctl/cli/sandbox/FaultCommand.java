package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandContext;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.sandbox.stage.Fault;
import dev.tidalctl.sandbox.stage.StageDescription;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidalctl sandbox fault}: disturbs a rehearsal cluster. */
@Command(
    name = "fault",
    description = {
      "Disturb a rehearsal cluster, or heal it.",
      "",
      "kill, stop, start and restart act on a node's process or on the control plane's. pause-apply"
          + " lets a node receive but not apply, resume-apply ends that, slow-ship slows what it is"
          + " shipped, and cut makes it unreachable. heal ends what was done to a node, or to all."
    },
    footer = {
      "See a drain time out on a node that applies nothing:",
      "  tidalctl sandbox fault --dir stage pause-apply node-1",
      "  tidalctl drain node-1 --cluster stage/cluster.yaml --timeout 3s",
      "  tidalctl sandbox fault --dir stage heal all"
    })
final class FaultCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private SandboxFolder folder;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description =
          "One of kill, stop, start, restart, pause-apply, resume-apply, slow-ship, cut, heal.")
  private String kind = "";

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "A node's name, control, or with heal: all.")
  private String target = "";

  FaultCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    StageDescription description = folder.with(stage -> stage.fault(Fault.parse(kind, target)));
    switch (context.output()) {
      case TEXT -> context.note(kind + " " + target + ": done");
      case JSON, NDJSON -> context.print(StageJson.of(description));
    }
    return ExitCode.OK.code();
  }
}
