package dev.tidalctl.docs;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a model adds to the completion for zsh: as for bash, with descriptions. */
final class ZshCompletion {
  private ZshCompletion() {}

  /** The script. */
  static String of(CommandSpec root, String template) {
    StringBuilder functions = new StringBuilder();
    Commands.all(root).forEach(command -> function(command, functions));
    return template.replace("@WORDS@\n", functions.toString());
  }

  private static void function(CommandSpec command, StringBuilder script) {
    script.append("\n").append(functionName(command)).append("() {\n");
    List<CommandSpec> below = Commands.below(command);
    if (!below.isEmpty()) {
      script.append("  local curcontext=$curcontext state line\n  typeset -A opt_args\n");
      script.append("  local -a commands=(\n");
      below.forEach(
          each ->
              script
                  .append("    ")
                  .append(quoted(each.name() + ":" + Commands.purpose(each)))
                  .append("\n"));
      script.append("  )\n");
    }
    script.append("  _arguments -s").append(below.isEmpty() ? "" : " -C");
    Commands.options(command).forEach(option -> script.append(" \\\n    ").append(option(option)));
    Commands.parameters(command)
        .forEach(each -> script.append(" \\\n    ").append(parameter(each)));
    if (below.isEmpty()) {
      script.append("\n}\n");
      return;
    }
    script.append(" \\\n    '(-)1:command:->command' \\\n    '(-)*::argument:->argument'\n");
    script.append("  case $state in\n");
    script.append("    command) _describe command commands ;;\n");
    script.append("    argument)\n      case $words[1] in\n");
    below.forEach(
        each ->
            script
                .append("        ")
                .append(each.name())
                .append(") ")
                .append(functionName(each))
                .append(" ;;\n"));
    script.append("      esac ;;\n  esac\n}\n");
  }

  private static String option(OptionSpec option) {
    List<String> names = Commands.names(option);
    String help = "[" + bracketed(Commands.text(option.description())) + "]" + value(option);
    if (names.size() == 1) {
      return (option.isMultiValue() ? "'*'" : "")
          + names.getFirst()
          + suffix(option)
          + quoted(help);
    }
    String alternatives =
        names.stream().map(name -> name + suffix(option, name)).collect(Collectors.joining(","));
    return quoted("(" + String.join(" ", names) + ")") + "{" + alternatives + "}" + quoted(help);
  }

  private static String suffix(OptionSpec option) {
    return suffix(option, option.longestName());
  }

  private static String suffix(OptionSpec option, String name) {
    if (!Commands.takesValue(option)) {
      return "";
    }
    return name.startsWith("--") ? "=" : "+";
  }

  private static String value(OptionSpec option) {
    if (!Commands.takesValue(option)) {
      return "";
    }
    String optional = Commands.mayLackValue(option) ? "::" : ":";
    return optional + option.paramLabel() + ":" + action(Values.of(option));
  }

  private static String parameter(PositionalParamSpec parameter) {
    return quoted(":" + parameter.paramLabel() + ":" + action(Values.of(parameter)));
  }

  private static String action(Values values) {
    return switch (values.kind()) {
      case WORDS -> "(" + values.joined() + ")";
      case FILES -> "_files";
      case FOLDERS -> "_files -/";
      case NODES -> "__tidalctl_offer_nodes";
      case NODE_LIST -> "_sequence __tidalctl_offer_nodes";
      case TARGETS -> "__tidalctl_offer_targets";
      case RUNS -> "__tidalctl_offer_runs";
      case UNKNOWN -> " ";
    };
  }

  private static String functionName(CommandSpec command) {
    return "__" + Commands.name(command).replace(' ', '_');
  }

  private static String bracketed(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
