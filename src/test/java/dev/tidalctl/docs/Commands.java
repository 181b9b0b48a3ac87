package dev.tidalctl.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What all generated documents read from the command model. */
final class Commands {
  private Commands() {}

  /** The commands directly below one, as they are listed in its help. */
  static List<CommandSpec> below(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .distinct()
        .toList();
  }

  /** A command and all below it, depth first. */
  static Stream<CommandSpec> all(CommandSpec command) {
    return Stream.concat(Stream.of(command), below(command).stream().flatMap(Commands::all));
  }

  /** Its options: its own first, then those that every command has. */
  static List<OptionSpec> options(CommandSpec command) {
    List<OptionSpec> own = new ArrayList<>();
    List<OptionSpec> common = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        (isCommon(option) ? common : own).add(option);
      }
    }
    own.addAll(common);
    return own;
  }

  static List<PositionalParamSpec> parameters(CommandSpec command) {
    return command.positionalParameters().stream().filter(each -> !each.hidden()).toList();
  }

  /** Whether every command has it. */
  static boolean isCommon(OptionSpec option) {
    return option.usageHelp()
        || option.versionHelp()
        || option.scopeType() == CommandLine.ScopeType.INHERIT;
  }

  /** Its names, short before long. */
  static List<String> names(OptionSpec option) {
    return Arrays.stream(option.names()).sorted(Comparator.comparingInt(String::length)).toList();
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  /** Whether it may also stand without its value. */
  static boolean mayLackValue(OptionSpec option) {
    return option.arity().min() == 0;
  }

  /** The names of all options that take a value, whatever command they are of, sorted. */
  static List<String> valuedNames(CommandSpec root) {
    List<OptionSpec> all = all(root).flatMap(command -> options(command).stream()).toList();
    List<String> valued = names(all.stream().filter(Commands::takesValue));
    List<String> flags = names(all.stream().filter(option -> !takesValue(option)));
    valued.stream()
        .filter(flags::contains)
        .forEach(
            name -> {
              throw new IllegalStateException(name + " takes a value with some commands only");
            });
    return valued;
  }

  private static List<String> names(Stream<OptionSpec> options) {
    return options.flatMap(option -> names(option).stream()).distinct().sorted().toList();
  }

  /** Its description as one line of plain text. */
  static String text(String[] description) {
    return String.join(" ", description).replace("%%", "%");
  }

  /** The first line of a command's description, without its full stop. */
  static String purpose(CommandSpec command) {
    return command.usageMessage().description()[0].replaceFirst("\\.$", "");
  }

  /** {@code tidalctl}, {@code tidalctl sandbox up}. */
  static String name(CommandSpec command) {
    return command.qualifiedName();
  }
}
