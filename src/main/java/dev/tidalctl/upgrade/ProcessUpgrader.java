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
    long start = System.nanoTime();
    Path file =
        logs.resolve(job.runId().value()).resolve(job.node() + "." + job.attempt() + ".log");
    CommandEnd.How how = how(job, file);
    return new CommandEnd(how, Duration.ofNanos(System.nanoTime() - start), file.toString());
  }

  private CommandEnd.How how(UpgradeJob job, Path file) {
    Optional<String> program = job.argv().stream().findFirst();
    if (program.flatMap(p -> Executables.find(p, searchPath)).isEmpty()) {
      return new CommandEnd.How.NotStarted(
          program.map(p -> "there is no program " + p).orElse("the command is empty"));
    }
    CommandProcess command;
    try {
      CappedLog log = CappedLog.open(file, LOG_CAP);
      command = CommandProcess.start(job.argv(), job.environment(), log);
    } catch (IOException e) {
      return new CommandEnd.How.NotStarted(String.valueOf(e.getMessage()));
    }
    try {
      OptionalInt status = command.await(job.limit());
      if (status.isPresent()) {
        return new CommandEnd.How.Exited(status.getAsInt());
      }
      command.end(grace);
      return new CommandEnd.How.TimedOut(job.limit());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CommandEnd.How.Unknown("tidalctl stopped watching it; it may still run");
    }
  }
}
