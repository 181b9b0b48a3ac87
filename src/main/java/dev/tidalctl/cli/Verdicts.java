package dev.tidalctl.cli;

import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.render.Trouble;
import java.util.List;

/** The exit code of a run, and the word on stderr that goes with one that is not 0. */
final class Verdicts {
  private Verdicts() {}

  /**
   * The exit code, which says what is true of the cluster also when nobody could be told. What went
   * wrong is told on stderr too, unless the report on stdout has just told the same person.
   */
  static int exitCode(CommandContext context, RunResult result) {
    ExitCode code = ExitCode.of(result.ending().kind());
    context.log(
        word(result.report().kind())
            + " "
            + result.report().runId()
            + " ended: "
            + result.ending().reason()
            + result.next().map(next -> "; next: " + next).orElse(""));
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
    if (context.out().checkError()) {
      Troubles.tell(
          context.surroundings().err(), context.output(), unwritten(context, result, code));
    }
    return code.code();
  }

  private static Trouble unwritten(CommandContext context, RunResult result, ExitCode code) {
    RunId run = result.report().runId();
    return new Trouble(
        code.code(),
        List.of(),
        "the report of " + word(result.report().kind()) + " " + run + " could not be written",
        "stdout is full or closed",
        "it ended: " + result.ending().reason(),
        switch (result.report().kind()) {
          case ROLL -> context.next().report(run);
          case DRAIN, REJOIN -> context.next().status();
        });
  }

  private static String word(RunKind kind) {
    return switch (kind) {
      case DRAIN -> "drain";
      case REJOIN -> "rejoin";
      case ROLL -> "roll";
    };
  }
}
