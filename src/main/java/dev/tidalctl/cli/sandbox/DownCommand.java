package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandContext;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.sandbox.stage.Stage;
import dev.tidalctl.sandbox.stage.StageDescription;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidalctl sandbox down}: ends a rehearsal cluster. */
@Command(
    name = "down",
    description = {
      "End exactly the processes of a rehearsal cluster.",
      "",
      "Their logs and data stay in the folder. Nothing there is nothing to do."
    },
    footer = {"End what was started in a folder:", "  tidalctl sandbox down --dir stage"})
final class DownCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private SandboxFolder folder;

  DownCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    StageDescription ended = folder.with(Stage::down);
    switch (context.output()) {
      case TEXT -> {
        context.note(
            ended.control().isEmpty()
                ? "there was no sandbox in " + folder.path()
                : "these have ended:");
        context.print(ended.control().isEmpty() ? List.of() : Stages.lines(ended));
      }
      case JSON, NDJSON -> context.print(StageJson.of(ended));
    }
    return ExitCode.OK.code();
  }
}
