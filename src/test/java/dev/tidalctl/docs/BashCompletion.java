package dev.tidalctl.docs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a model adds to the completion for bash: commands, options, and what their values can be.
 */
final class BashCompletion {
  private BashCompletion() {}

  /** The script. */
  static String of(CommandSpec root, String template) {
    List<String> commands =
        Commands.all(root)
            .filter(each -> each.parent() != null)
            .map(each -> "'" + Commands.name(each) + "'")
            .toList();
    return template
        .replace("@VALUED@", String.join(" | ", Commands.valuedNames(root)))
        .replace("@COMMANDS@", String.join(" | ", commands))
        .replace("@VALUES@", lines(Commands.all(root).flatMap(BashCompletion::values)))
        .replace("@WORDS@", lines(Commands.all(root).flatMap(BashCompletion::words)));
  }

  private static String lines(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n"));
  }

  /** Of one command; the common ones once, for all. */
  private static Stream<String> values(CommandSpec command) {
    return Commands.options(command).stream()
        .filter(Commands::takesValue)
        .filter(option -> !Commands.isCommon(option) || command.parent() == null)
        .filter(option -> Values.of(option).kind() != Values.Kind.UNKNOWN)
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .map(
            option ->
                "      "
                    + patterns(command, option)
                    + ") _tidalctl_values "
                    + call(Values.of(option))
                    + " ;;");
  }

  private static String patterns(CommandSpec command, OptionSpec option) {
    return Commands.names(option).stream()
        .map(
            name ->
                Commands.isCommon(option)
                    ? "*' " + name + "'"
                    : "'" + Commands.name(command) + " " + name + "'")
        .collect(Collectors.joining(" | "));
  }

  private static Stream<String> words(CommandSpec command) {
    List<String> lines = new ArrayList<>();
    lines.add("    '" + Commands.name(command) + "')");
    String below =
        Commands.below(command).stream().map(CommandSpec::name).collect(Collectors.joining(" "));
    if (!below.isEmpty()) {
      lines.add("      commands=(" + below + ")");
    }
    String parameters =
        Commands.parameters(command).stream()
            .map(each -> "'" + call(Values.of(each)) + "'")
            .collect(Collectors.joining(" "));
    if (!parameters.isEmpty()) {
      lines.add("      parameters=(" + parameters + ")");
    }
    String options =
        Commands.options(command).stream()
            .map(OptionSpec::longestName)
            .collect(Collectors.joining(" "));
    lines.add("      options='" + options + "'");
    lines.add("      ;;");
    return lines.stream();
  }

  private static String call(Values values) {
    return switch (values.kind()) {
      case WORDS -> "words " + values.joined();
      case FILES -> "files";
      case FOLDERS -> "folders";
      case NODES -> "nodes";
      case NODE_LIST -> "list";
      case TARGETS -> "targets";
      case RUNS -> "runs";
      case UNKNOWN -> "";
    };
  }
}
