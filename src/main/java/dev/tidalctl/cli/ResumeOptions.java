package dev.tidalctl.cli;

import dev.tidalctl.core.model.RunId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether, and how, a roll goes on with one that is not finished. */
final class ResumeOptions {
  private static final String UNNAMED = "?";

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      arity = "0..1",
      fallbackValue = UNNAMED,
      description =
          "Go on with a roll that is not finished: this run, or the one that this machine's"
              + " journals show. Nodes and version are the run's own.")
  private Optional<String> resume = Optional.empty();

  @Option(
      names = "--accept-changes",
      description = "With --resume: go by the cluster file as it is now, though it has changed.")
  private boolean acceptChanges;

  @Option(
      names = "--retry-failed",
      description = "With --resume: try Failed nodes again, also where nobody knows the outcome.")
  private boolean retryFailed;

  boolean asked() {
    return resume.isPresent();
  }

  /** The run that is named, if one is. */
  Optional<RunId> run() {
    return resume.filter(run -> !run.equals(UNNAMED)).map(RunId::new);
  }

  boolean acceptChanges() {
    return acceptChanges;
  }

  boolean retryFailed() {
    return retryFailed;
  }

  /**
   * Refuses what only makes sense with {@code --resume}.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE}
   */
  void requireConsistent() {
    if (!asked() && (acceptChanges || retryFailed)) {
      throw new CommandFailed(
          ExitCode.USAGE,
          (acceptChanges ? "--accept-changes" : "--retry-failed") + " without --resume",
          "it says how to go on with a run",
          "nothing was contacted",
          "add --resume");
    }
  }
}
