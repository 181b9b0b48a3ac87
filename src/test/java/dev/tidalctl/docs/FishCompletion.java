package dev.tidalctl.docs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a model adds to the completion for fish: as for bash, with descriptions. */
final class FishCompletion {
  private FishCompletion() {}

  /** The script. */
  static String of(CommandSpec root, String template) {
    String commands =
        Commands.all(root)
            .filter(each -> each.parent() != null)
            .map(each -> quoted(Commands.name(each)))
            .collect(Collectors.joining(" "));
    return template
        .replace("@VALUED@", String.join(" ", Commands.valuedNames(root)))
        .replace("@COMMANDS@", commands)
        .replace(
            "@WORDS@",
            Commands.all(root).flatMap(FishCompletion::lines).collect(Collectors.joining("\n")));
  }

  private static Stream<String> lines(CommandSpec command) {
    List<PositionalParamSpec> parameters = Commands.parameters(command);
    return Stream.of(
            Commands.below(command).stream().map(each -> below(command, each)),
            IntStream.range(0, parameters.size())
                .mapToObj(i -> parameter(command, i, Values.of(parameters.get(i)))),
            Commands.options(command).stream()
                .filter(option -> !Commands.isCommon(option) || command.parent() == null)
                .map(option -> option(command, option)),
            Commands.options(command).stream()
                .filter(option -> Commands.takesValue(option) && Commands.mayLackValue(option))
                .map(option -> optionalValue(command, option)))
        .flatMap(each -> each)
        .filter(line -> !line.isEmpty());
  }

  private static String below(CommandSpec command, CommandSpec sub) {
    return start("__tidalctl_at " + Commands.name(command))
        + " -a "
        + sub.name()
        + " -d "
        + quoted(Commands.purpose(sub));
  }

  private static String parameter(CommandSpec command, int index, Values values) {
    String from = candidates(values);
    return from.isEmpty()
        ? ""
        : start("__tidalctl_parameter " + index + " " + Commands.name(command)) + from;
  }

  private static String option(CommandSpec command, OptionSpec option) {
    String names =
        Commands.names(option).stream()
            .map(n -> n.startsWith("--") ? " -l " + n.substring(2) : " -s " + n.substring(1))
            .collect(Collectors.joining());
    String value = "";
    if (Commands.takesValue(option)) {
      Values values = Values.of(option);
      boolean files = values.kind() == Values.Kind.FILES;
      String required = Commands.mayLackValue(option) ? "" : files ? " -r" : " -x";
      value = required + candidates(values);
    }
    String where =
        Commands.isCommon(option)
            ? "complete -c tidalctl"
            : start("__tidalctl_at " + Commands.name(command));
    return where + names + value + " -d " + quoted(Commands.text(option.description()));
  }

  /** As a word of its own: fish itself takes a value that may be missing only after {@code =}. */
  private static String optionalValue(CommandSpec command, OptionSpec option) {
    return start("__tidalctl_after " + option.longestName() + " " + Commands.name(command))
        + candidates(Values.of(option));
  }

  private static String candidates(Values values) {
    return switch (values.kind()) {
      case WORDS -> " -a " + quoted(values.joined());
      case FILES -> " -F";
      case FOLDERS -> " -a '(__fish_complete_directories)'";
      case NODES -> " -a '(__tidalctl_names nodes)'";
      case NODE_LIST -> " -a '(__tidalctl_list)'";
      case TARGETS -> " -a '(__tidalctl_names nodes) control all'";
      case RUNS -> " -k -a '(__tidalctl_names runs)'";
      case UNKNOWN -> "";
    };
  }

  private static String start(String condition) {
    return "complete -c tidalctl -n " + quoted(condition);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
