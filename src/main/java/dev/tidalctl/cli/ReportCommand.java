package dev.tidalctl.cli;

import dev.tidalctl.core.History;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.render.ReportText;
import dev.tidalctl.render.RollReportJson;
import dev.tidalctl.topology.ClusterFile;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidalctl report}: what came of one roll, by its journal. */
@Command(
    name = "report",
    description = {
      "Show what came of one roll.",
      "",
      "Read from the roll's journal on this machine; nothing is contacted. A roll that is under"
          + " way, or that was killed, is reported as far as it got."
    },
    footer = {
      "The rolls that have a journal here, then one of them:",
      "  tidalctl runs --cluster prod.yaml",
      "  tidalctl report 20260314-091500-7f3a --cluster prod.yaml"
    })
final class ReportCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "RUN", arity = "1", description = "The run, as tidalctl runs names it.")
  private RunId run = new RunId("");

  ReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ClusterFile file = context.clusterFile();
    RunBook.Entry entry =
        context.runBook(file).find(run).orElseThrow(() -> RunsCommand.unknown(run, context));
    RunReport report = entry.history().report();
    Ending ending = ending(entry);
    Optional<String> next = RunsCommand.next(entry, context.next());
    switch (context.output()) {
      case TEXT -> context.print(ReportText.lines(report, ending, next, context.outStyle()));
      case JSON, NDJSON -> context.print(RollReportJson.of(report, ending, next));
    }
    context.requirePrinted();
    return ExitCode.OK.code();
  }

  private static Ending ending(RunBook.Entry entry) {
    History history = entry.history();
    return history
        .ending()
        .orElseGet(
            () ->
                new Ending(
                    Ending.Kind.STOPPED,
                    entry.live() ? "it is under way" : "its process died before it ended"));
  }
}
