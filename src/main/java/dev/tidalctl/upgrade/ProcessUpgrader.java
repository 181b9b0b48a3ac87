package dev.tidalctl.upgrade;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.port.Upgrader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs the operator's command as a child of this process.
 *
 * <ol>
 *   <li>Its output goes to {@code LOGS/RUN/NODE.ATTEMPT.log}, at most 10 MiB of it.
 *   <li>Past its limit it gets TERM with its descendants, and KILL 5 s later.
 *   <li>When the waiting thread is interrupted the command is left alone: how it ends is unknown.
 * </ol>
 */
public final class ProcessUpgrader implements Upgrader {
  /** The largest log, in bytes. */
  static final long LOG_CAP = 10L * 1024 * 1024;

  /** From TERM to KILL. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private final Path logs;
  private final String searchPath;
  private final Duration grace;

  /**
   * An upgrader.
   *
   * @param logs the folder for the logs of all runs, made when needed
   * @param searchPath folders in which programs are found, as in the variable {@code PATH}
   */
  public ProcessUpgrader(Path logs, String searchPath) {
    this(logs, searchPath, GRACE);
  }

  ProcessUpgrader(Path logs, String searchPath, Duration grace) {
    this.logs = logs;
    this.searchPath = searchPath;
    this.grace = grace;
  }

  @Override
  public CommandEnd run(UpgradeJob job) {
    Path file =
        logs.resolve(job.runId().value()).resolve(job.node() + "." + job.attempt() + ".log");
    Optional<String> program = job.argv().stream().findFirst();
    if (program.flatMap(p -> Executables.find(p, searchPath)).isEmpty()) {
      return notStarted(
          program.map(p -> "there is no program " + p).orElse("the command is empty"), file);
    }
    long start = System.nanoTime();
    CommandProcess command;
    try {
      CappedLog log = CappedLog.open(file, LOG_CAP);
      command = CommandProcess.start(job.argv(), job.environment(), log);
    } catch (IOException e) {
      return notStarted(String.valueOf(e.getMessage()), file);
    }
    CommandEnd.How how;
    Duration took;
    try {
      how = watch(command, job.limit());
      took = Duration.ofNanos(System.nanoTime() - start);
      command.awaitLastWords();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      took = Duration.ofNanos(System.nanoTime() - start);
      how = new CommandEnd.How.Unknown("tidalctl stopped watching it; it may still run");
    }
    return new CommandEnd(how, took, file.toString());
  }

  private CommandEnd.How watch(CommandProcess command, Duration limit) throws InterruptedException {
    OptionalInt status = command.await(limit);
    if (status.isPresent()) {
      return new CommandEnd.How.Exited(status.getAsInt());
    }
    command.end(grace);
    return new CommandEnd.How.TimedOut(limit);
  }

  private static CommandEnd notStarted(String why, Path log) {
    return new CommandEnd(new CommandEnd.How.NotStarted(why), Duration.ZERO, log.toString());
  }
}
