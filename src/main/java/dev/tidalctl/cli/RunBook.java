package dev.tidalctl.cli;

import dev.tidalctl.core.History;
import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What this machine's journals say of the rolls of one cluster. */
final class RunBook {
  private final RunArchive archive;
  private final NextCommands next;

  RunBook(RunArchive archive, NextCommands next) {
    this.archive = archive;
    this.next = next;
  }

  /**
   * One run.
   *
   * @param run which
   * @param history what it did
   * @param live whether a process drives it now
   */
  record Entry(RunId run, History history, boolean live) {
    boolean unfinished() {
      return !live && history.unfinished();
    }
  }

  /**
   * The runs that were begun, the latest first.
   *
   * @param trouble told of each journal that can't be read
   * @throws CommandFailed with {@link ExitCode#UNREACHABLE} when it can't be told which runs there
   *     are: none would be a guess
   */
  List<Entry> entries(Consumer<String> trouble) {
    return switch (archive.runs()) {
      case RunArchive.Listing.Listed(List<RunId> runs) -> entries(runs, trouble);
      case RunArchive.Listing.Unreadable(String why, String remedy) ->
          throw new CommandFailed(
              ExitCode.UNREACHABLE,
              "the journals can't be listed",
              why + "; " + remedy,
              "no change was sent",
              next.check());
    };
  }

  private List<Entry> entries(List<RunId> runs, Consumer<String> trouble) {
    return runs.stream().flatMap(run -> entry(run, trouble).stream()).toList();
  }

  /** The latest run that is under way or not finished. */
  Optional<Entry> open(Consumer<String> trouble) {
    return first(entries(trouble));
  }

  /** The latest run, however it stands; one whose journal can't be read is passed over. */
  Optional<Entry> last() {
    return entries(trouble -> {}).stream().findFirst();
  }

  /**
   * The same for a command that only shows it.
   *
   * @param trouble told of each journal that can't be read, and when it can't be told which there
   *     are
   */
  Optional<Entry> shown(Consumer<String> trouble) {
    return switch (archive.runs()) {
      case RunArchive.Listing.Listed(List<RunId> runs) -> first(entries(runs, trouble));
      case RunArchive.Listing.Unreadable(String why, String remedy) -> {
        trouble.accept("whether a run is unfinished can't be told: " + why + "; " + remedy);
        yield Optional.empty();
      }
    };
  }

  private static Optional<Entry> first(List<Entry> entries) {
    return entries.stream().filter(e -> e.live() || e.unfinished()).findFirst();
  }

  /**
   * One run; empty when this machine has no journal of it, or it was never begun.
   *
   * @throws CommandFailed with {@link ExitCode#REFUSED} when its journal can't be trusted
   */
  Optional<Entry> find(RunId run) {
    return switch (archive.read(run)) {
      case RunArchive.Reading.Missing missing -> Optional.empty();
      case RunArchive.Reading.Unreadable(String why, String remedy) ->
          throw new CommandFailed(
              ExitCode.REFUSED, "the journal of " + run + " can't be used", why, remedy, "");
      case RunArchive.Reading.Read read ->
          History.of(read.facts()).map(history -> new Entry(run, history, read.live()));
    };
  }

  private Optional<Entry> entry(RunId run, Consumer<String> trouble) {
    return switch (archive.read(run)) {
      case RunArchive.Reading.Missing missing -> Optional.empty();
      case RunArchive.Reading.Unreadable(String why, String remedy) -> {
        trouble.accept("run " + run + " is left out: " + why + "; " + remedy);
        yield Optional.empty();
      }
      case RunArchive.Reading.Read read ->
          History.of(read.facts()).map(history -> new Entry(run, history, read.live()));
    };
  }
}
