package dev.tidalctl.cli;

import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.core.port.RunArchive.OpenJournal;
import dev.tidalctl.core.port.RunArchive.Opening;

/** Opens journals, or says in the command line's terms why not. */
final class Journals {
  private final RunArchive archive;
  private final NextCommands next;

  Journals(RunArchive archive, NextCommands next) {
    this.archive = archive;
    this.next = next;
  }

  /**
   * Begins a run's journal.
   *
   * @throws CommandFailed with {@link ExitCode#REFUSED} when it can't be kept
   */
  OpenJournal begin(RunId run) {
    return opened(archive.begin(run), run);
  }

  /**
   * Opens a run's journal to go on with it.
   *
   * @throws CommandFailed with {@link ExitCode#LEASE} when a process drives the run, {@link
   *     ExitCode#REFUSED} when it can't be trusted or kept
   */
  OpenJournal reopen(RunId run) {
    return opened(archive.reopen(run), run);
  }

  private OpenJournal opened(Opening opening, RunId run) {
    return switch (opening) {
      case Opening.Opened(OpenJournal journal) -> journal;
      case Opening.Driven driven -> throw underWay(run, next);
      case Opening.Missing missing ->
          throw new CommandFailed(
              ExitCode.REFUSED,
              "the journal of " + run + " is gone",
              "it was there a moment ago",
              "nothing was contacted",
              next.status());
      case Opening.Failed(String why, String remedy) ->
          throw new CommandFailed(
              ExitCode.REFUSED, "the journal of " + run + " can't be used", why, remedy, "");
    };
  }

  static CommandFailed underWay(RunId run, NextCommands next) {
    return new CommandFailed(
        ExitCode.LEASE,
        "run " + run + " is under way",
        "another process drives it",
        "no change was sent",
        next.status());
  }
}
