package dev.tidalctl.docs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for bash: commands, options, formats and files. */
final class BashCompletion {
  private BashCompletion() {}

  /** The script. */
  static String of(CommandSpec root) {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        # bash completion for tidalctl
        # Generated from the command model: mvn -q test -Dtest=DocsDriftTest -Ddocs.update
        # shellcheck shell=bash disable=SC2207

        _tidalctl() {
          local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=tidalctl word i
          COMPREPLY=()
          for ((i = 1; i < COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
            case "$path $word" in
        """);
    script
        .append("      ")
        .append(
            Commands.all(root)
                .filter(each -> each.parent() != null)
                .map(each -> "'" + Commands.name(each) + "'")
                .collect(Collectors.joining(" | ")))
        .append(") path=\"$path $word\" ;;\n");
    script.append(
        """
            esac
          done
          case $prev in
        """);
    values(
        root, "FORMAT", script, "COMPREPLY=($(compgen -W 'text json ndjson' -- \"$cur\")); return");
    values(root, "FILE", script, "COMPREPLY=($(compgen -f -- \"$cur\")); return");
    values(root, "DIR", script, "COMPREPLY=($(compgen -d -- \"$cur\")); return");
    others(root, script);
    script.append("  esac\n  case $path in\n");
    Commands.all(root).forEach(command -> words(command, script));
    script.append(
        """
          esac
        }

        complete -o filenames -F _tidalctl tidalctl
        """);
    return script.toString();
  }

  private static void values(CommandSpec root, String label, StringBuilder script, String action) {
    List<String> names =
        valued(root)
            .filter(o -> o.paramLabel().equals(label))
            .flatMap(BashCompletion::names)
            .distinct()
            .sorted()
            .toList();
    if (!names.isEmpty()) {
      script
          .append("    ")
          .append(String.join(" | ", names))
          .append(") ")
          .append(action)
          .append(" ;;\n");
    }
  }

  /** After an option whose value can't be known, nothing is offered. */
  private static void others(CommandSpec root, StringBuilder script) {
    List<String> known = List.of("FORMAT", "FILE", "DIR");
    List<String> names =
        valued(root)
            .filter(o -> !known.contains(o.paramLabel()))
            .flatMap(BashCompletion::names)
            .distinct()
            .sorted()
            .toList();
    script.append("    ").append(String.join(" | ", names)).append(") return ;;\n");
  }

  private static Stream<OptionSpec> valued(CommandSpec root) {
    return Commands.all(root)
        .flatMap(c -> Commands.options(c).stream())
        .filter(Commands::takesValue);
  }

  private static Stream<String> names(OptionSpec option) {
    return Commands.names(option).stream();
  }

  private static void words(CommandSpec command, StringBuilder script) {
    String words =
        Stream.concat(
                Commands.below(command).stream().map(CommandSpec::name),
                Commands.options(command).stream().map(OptionSpec::longestName))
            .collect(Collectors.joining(" "));
    script
        .append("    '")
        .append(Commands.name(command))
        .append("') COMPREPLY=($(compgen -W '")
        .append(words)
        .append("' -- \"$cur\")) ;;\n");
  }
}
