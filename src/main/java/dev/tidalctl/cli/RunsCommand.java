package dev.tidalctl.cli;

import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.render.RunList;
import dev.tidalctl.render.RunListJson;
import dev.tidalctl.render.RunListText;
import dev.tidalctl.topology.ClusterFile;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tidalctl runs}: the rolls that have a journal, here or in etcd. */
@Command(
    name = "runs",
    description = {
      "List the rolls of a cluster that have a journal.",
      "",
      "Journals are in etcd where the cluster file names one, else on this machine, in state.dir;"
          + " the cluster itself is not contacted. A roll that is not finished comes with the"
          + " command that goes on with it."
    },
    footer = {
      "List them, the latest first:",
      "  tidalctl runs --cluster prod.yaml",
      "Give up one that is not finished:",
      "  tidalctl runs close 20260314-091500-7f3a --cluster prod.yaml"
    })
final class RunsCommand implements Callable<Integer> {
  private final CommandContext context;

  RunsCommand(CommandContext context) {
    this.context = context;
  }

  /** The command with its subcommand. */
  static CommandLine assemble(CommandContext context) {
    return new CommandLine(new RunsCommand(context)).addSubcommand(new RunsCloseCommand(context));
  }

  @Override
  public Integer call() {
    ClusterFile file = context.clusterFile();
    RunList list =
        new RunList(
            file.name(),
            context.runBook(file).entries(context::note).stream().map(this::row).toList());
    switch (context.output()) {
      case TEXT -> context.print(RunListText.lines(list, context.outStyle()));
      case JSON, NDJSON -> context.print(RunListJson.of(list));
    }
    context.requirePrinted();
    return ExitCode.OK.code();
  }

  private RunList.Row row(RunBook.Entry entry) {
    return new RunList.Row(
        entry.history().report(),
        state(entry),
        entry.history().terms().to(),
        next(entry, context.next()));
  }

  private static RunList.State state(RunBook.Entry entry) {
    if (entry.live()) {
      return RunList.State.RUNNING;
    }
    if (entry.history().closed()) {
      return RunList.State.CLOSED;
    }
    return entry.unfinished() ? RunList.State.UNFINISHED : RunList.State.FINISHED;
  }

  /** The command that goes on with it, where there is something to go on with. */
  static Optional<String> next(RunBook.Entry entry, NextCommands commands) {
    return entry.unfinished()
        ? Optional.of(commands.resume(entry.run(), entry.history().anyFailed()))
        : Optional.empty();
  }

  static CommandFailed unknown(RunId run, CommandContext context) {
    return new CommandFailed(
        ExitCode.USAGE,
        "no run " + run,
        "there is no journal of it",
        "no change was sent",
        context.next().runs());
  }
}
