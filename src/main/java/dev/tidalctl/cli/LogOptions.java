package dev.tidalctl.cli;

import dev.tidalctl.render.EventText;
import dev.tidalctl.render.TroubleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Option;

/** Whether a run's progress is kept in a file, too. */
final class LogOptions {
  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "Add progress, warnings and errors to this file, too, each line with its time; also with"
              + " -q and -o json.")
  private Optional<Path> file = Optional.empty();

  /**
   * Does a command's work, and keeps what it tells.
   *
   * @param work the command; returns its exit code
   * @throws CommandFailed with {@link ExitCode#USAGE} when the file can't be written; what the work
   *     throws
   */
  int around(CommandContext context, IntSupplier work) {
    if (file.isEmpty()) {
      return work.getAsInt();
    }
    try (LogFile log = open(file.get(), context)) {
      context.logTo(log);
      try {
        return work.getAsInt();
      } catch (CommandFailed failed) {
        TroubleText.lines(failed.trouble()).forEach(log::line);
        throw failed;
      }
    } finally {
      context.showAsides();
    }
  }

  private static LogFile open(Path path, CommandContext context) {
    boolean inDetail = context.verbose() || context.debug();
    try {
      return LogFile.open(
          path,
          inDetail ? EventText.Detail.EVERYTHING : EventText.Detail.TRANSITIONS,
          context.surroundings().clock(),
          context::asideUnlogged);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "the log file " + path + " can't be written",
          e.toString(),
          "nothing was contacted",
          "");
    }
  }
}
