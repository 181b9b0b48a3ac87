package dev.tidalctl.cli;

import dev.tidalctl.core.model.RunId;
import dev.tidalctl.render.ReportText;
import dev.tidalctl.render.RollReportJson;
import dev.tidalctl.render.page.ReportMarkdown;
import dev.tidalctl.render.page.ReportPage;
import dev.tidalctl.render.page.RunStory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidalctl report}: what came of one roll, by its journal. */
@Command(
    name = "report",
    description = {
      "Show what came of one roll.",
      "",
      "Read from the roll's journal, in etcd where the cluster file names one, else on this"
          + " machine; the cluster itself is not contacted. A roll that is under way, or that was"
          + " killed, is reported as far as it got."
    },
    footer = {
      "The rolls that have a journal here, then one of them:",
      "  tidalctl runs --cluster prod.yaml",
      "  tidalctl report 20260314-091500-7f3a --cluster prod.yaml",
      "A page to look at, and a text for the change ticket:",
      "  tidalctl report 20260314-091500-7f3a --cluster prod.yaml --html roll.html --markdown"
    })
final class ReportCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "RUN", arity = "1", description = "The run, as tidalctl runs names it.")
  private RunId run = new RunId("");

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also write it into FILE as one page with drawings, without scripts or network. A FILE"
              + " that is there is replaced.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--markdown", description = "Print it as Markdown, for a change ticket.")
  private boolean markdown;

  ReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (markdown && context.output() != Output.TEXT) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "one format at a time",
          "--markdown and -o json were both given",
          "nothing was contacted",
          "");
    }
    Optional<PageFile> page = html.map(PageFile::of);
    RunBook.Entry entry = RunPages.entry(context, context.runBook(context.clusterFile()), run);
    RunStory story = RunPages.story(entry, RunsCommand.next(entry, context.next()));
    page.ifPresent(file -> file.write(ReportPage.of(story), "no change was sent"));
    print(story);
    context.requirePrinted();
    html.ifPresent(file -> context.note("page written: " + file));
    return ExitCode.OK.code();
  }

  private void print(RunStory story) {
    switch (context.output()) {
      case TEXT ->
          context.print(
              markdown
                  ? ReportMarkdown.lines(story)
                  : ReportText.lines(
                      story.report(), story.ending(), story.next(), context.outStyle()));
      case JSON, NDJSON ->
          context.print(RollReportJson.of(story.report(), story.ending(), story.next()));
    }
  }
}
