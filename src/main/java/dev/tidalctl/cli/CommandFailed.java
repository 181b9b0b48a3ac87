package dev.tidalctl.cli;

import dev.tidalctl.render.Trouble;
import dev.tidalctl.topology.InvalidClusterFile;
import java.util.List;

/** Ends a command with an exit code and with what the operator must know. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final transient Trouble trouble;

  /**
   * States the trouble. Parts that have nothing to say are empty.
   *
   * @param code to end the process with
   * @param what was asked and did not happen
   * @param why it did not
   * @param now what is true of the cluster
   * @param next the command to run
   */
  public CommandFailed(ExitCode code, String what, String why, String now, String next) {
    this(code, new Trouble(code.code(), List.of(), what, why, now, next));
  }

  private CommandFailed(ExitCode code, Trouble trouble) {
    super(trouble.message());
    this.code = code;
    this.trouble = trouble;
  }

  /** The failure that stands for another file that can't be used, with all its problems. */
  static CommandFailed of(String what, List<String> problems, String next) {
    return new CommandFailed(
        ExitCode.USAGE,
        new Trouble(
            ExitCode.USAGE.code(),
            problems,
            what,
            problems.size() == 1 ? "1 problem" : problems.size() + " problems",
            "nothing was contacted",
            next));
  }

  /** The failure that stands for an invalid cluster file, with all its problems. */
  static CommandFailed of(InvalidClusterFile invalid) {
    int problems = invalid.problems().size();
    return new CommandFailed(
        ExitCode.USAGE,
        new Trouble(
            ExitCode.USAGE.code(),
            invalid.lines(),
            "the cluster file " + invalid.file() + " can't be used",
            problems == 1 ? "1 problem" : problems + " problems",
            "nothing was contacted",
            "correct it, then: tidalctl check --cluster " + invalid.file()));
  }

  /** The exit code. */
  public ExitCode code() {
    return code;
  }

  /** All that is to be told. */
  public Trouble trouble() {
    return trouble;
  }
}
