package dev.tidalctl.cli;

import dev.tidalctl.core.History;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.render.page.ReportPage;
import dev.tidalctl.render.page.RunStory;
import java.nio.file.Path;
import java.util.Optional;

/** Runs of this machine's journals, as they are told in pages. */
public final class RunPages {
  private RunPages() {}

  /**
   * The page of a run whose cluster will be gone when it is read: it names no next command.
   *
   * @param context of the command
   * @param clusterFile of its cluster
   * @param run which
   * @throws CommandFailed with {@link ExitCode#USAGE} when there is no journal of it
   */
  public static String ofPastCluster(CommandContext context, Path clusterFile, RunId run) {
    RunBook.Entry entry = entry(context, context.runBook(context.clusterFile(clusterFile)), run);
    return ReportPage.of(story(entry, Optional.empty()));
  }

  static RunBook.Entry entry(CommandContext context, RunBook book, RunId run) {
    return book.find(run).orElseThrow(() -> RunsCommand.unknown(run, context));
  }

  static RunStory story(RunBook.Entry entry, Optional<String> next) {
    History history = entry.history();
    return new RunStory(history.report(), ending(entry), next, history.facts());
  }

  /** How it ended, or how it stands. */
  static Ending ending(RunBook.Entry entry) {
    return entry
        .history()
        .ending()
        .orElseGet(
            () ->
                new Ending(
                    Ending.Kind.STOPPED,
                    entry.live() ? "it is under way" : "its process died before it ended"));
  }
}
