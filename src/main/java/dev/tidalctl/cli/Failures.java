package dev.tidalctl.cli;

import dev.tidalctl.render.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a word on stderr and an exit code. */
final class Failures {
  private static final String JSON_SHORT = "-o";
  private static final String JSON_LONG = "--output";

  private final Surroundings surroundings;
  private final CommonOptions common;

  Failures(Surroundings surroundings, CommonOptions common) {
    this.surroundings = surroundings;
    this.common = common;
  }

  /** A command line that can't be understood: exit 2. */
  int usage(ParameterException wrong, String[] args) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    Troubles.tell(
        surroundings.err(),
        outputOf(List.of(args)),
        new Trouble(
            ExitCode.USAGE.code(),
            List.of(),
            what(wrong),
            "",
            "",
            command.qualifiedName() + " --help"));
    return ExitCode.USAGE.code();
  }

  /** A command that could not do what it was asked for, or a bug. */
  int execution(Exception thrown, CommandLine command, ParseResult parsed) {
    if (thrown instanceof ParameterException wrong) {
      return usage(wrong, parsed.originalArgs().toArray(String[]::new));
    }
    if (common.debug()) {
      thrown.printStackTrace(surroundings.err());
    }
    if (thrown instanceof CommandFailed failed) {
      Troubles.tell(surroundings.err(), common.output(), failed.trouble());
      return failed.code().code();
    }
    Troubles.tell(
        surroundings.err(),
        common.output(),
        new Trouble(
            ExitCode.BUG.code(),
            List.of(),
            "a bug, or something unforeseen",
            thrown.toString(),
            "what is true of the cluster, tidalctl status shows",
            common.debug() ? "" : "the same command with --debug, for a report"));
    return ExitCode.BUG.code();
  }

  private static String what(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().getFirst();
      CommandSpec command = wrong.getCommandLine().getCommandSpec();
      boolean option = typed.startsWith("-");
      String kind = option ? "option" : command.subcommands().isEmpty() ? "argument" : "command";
      String word = option ? typed.replaceFirst("=.*", "") : typed;
      return "unknown "
          + kind
          + " '"
          + word
          + "'"
          + DidYouMean.of(word, option ? options(command) : command.subcommands().keySet())
              .map(meant -> " (did you mean '" + meant + "'?)")
              .orElse("");
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return "missing "
          + String.join(
              ", ",
              missing.getMissing().stream()
                  .map(
                      arg ->
                          arg.isOption()
                              ? ((OptionSpec) arg).longestName() + " " + arg.paramLabel()
                              : arg.paramLabel())
                  .toList());
    }
    return Optional.ofNullable(wrong.getMessage())
        .map(message -> message.replaceFirst("^Error: ", ""))
        .map(message -> message.replaceFirst("^Invalid value for option '(.*?)'", "bad $1"))
        .orElse("the command line can't be understood");
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream().flatMap(option -> Arrays.stream(option.names())).toList();
  }

  /** The format asked for, read off the raw words: parsing may not have come so far. */
  private static Output outputOf(List<String> args) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if ((word.equals(JSON_SHORT) || word.equals(JSON_LONG)) && i + 1 < args.size()) {
        values.add(args.get(i + 1));
      } else if (word.startsWith(JSON_LONG + "=")) {
        values.add(word.substring(JSON_LONG.length() + 1));
      } else if (word.startsWith(JSON_SHORT) && !word.startsWith("--")) {
        values.add(word.substring(JSON_SHORT.length()).replaceFirst("^=", ""));
      }
    }
    return Arrays.stream(Output.values())
        .filter(output -> values.stream().anyMatch(output.toString()::equalsIgnoreCase))
        .findFirst()
        .orElse(Output.TEXT);
  }
}
