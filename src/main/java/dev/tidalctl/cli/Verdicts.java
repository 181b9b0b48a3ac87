package dev.tidalctl.cli;

import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.render.Trouble;
import java.util.List;

/** The exit code of a run, and the word on stderr that goes with one that is not 0. */
final class Verdicts {
  private Verdicts() {}

  /**
   * The exit code. What went wrong is also told on stderr, unless the report on stdout has just
   * told the same person.
   */
  static int exitCode(CommandContext context, RunResult result) {
    ExitCode code = ExitCode.of(result.ending().kind());
    boolean told = context.output() == Output.TEXT && context.terminal().outIsTerminal();
    if (code != ExitCode.OK && !told) {
      Troubles.tell(
          context.surroundings().err(),
          context.output(),
          new Trouble(
              code.code(),
              List.of(),
              word(result.report().kind()) + " " + result.report().runId(),
              result.ending().reason(),
              "",
              result.next().orElse("")));
    }
    return code.code();
  }

  private static String word(RunKind kind) {
    return switch (kind) {
      case DRAIN -> "drain";
      case REJOIN -> "rejoin";
      case ROLL -> "roll";
    };
  }
}
