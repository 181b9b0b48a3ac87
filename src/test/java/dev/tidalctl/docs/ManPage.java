package dev.tidalctl.docs;

import dev.tidalctl.cli.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man page of one command, in man macros, straight from the command model. */
final class ManPage {
  /** Fixed, as the build's timestamp is, so that the same model gives the same page. */
  private static final String DATE = "2026-01-01";

  private static final int LINE = 70;

  private final CommandSpec command;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /** {@code tidalctl-roll.1}. */
  static String fileName(CommandSpec command) {
    return dashed(command) + ".1";
  }

  /** The page. */
  static String of(CommandSpec command) {
    return new ManPage(command).write();
  }

  private String write() {
    line(".\\\" Generated from the command model: mvn -q test -Dtest=DocsDriftTest -Ddocs.update");
    line(
        ".TH "
            + dashed(command).toUpperCase(Locale.ROOT)
            + " 1 "
            + DATE
            + " tidalctl \"tidalctl manual\"");
    section("NAME");
    line(escaped(dashed(command)) + " \\- " + escaped(lowerFirst(Commands.purpose(command))));
    section("SYNOPSIS");
    synopsis(command);
    section("DESCRIPTION");
    description(command);
    if (!Commands.below(command).isEmpty()) {
      section("COMMANDS");
      Commands.below(command).forEach(this::subcommand);
    }
    section("OPTIONS");
    arguments(command);
    section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      line(".TP");
      line(".B " + code.code());
      prose(code.meaning());
    }
    environment();
    files();
    examples();
    seeAlso();
    return page.toString();
  }

  private void subcommand(CommandSpec sub) {
    boolean ownPage = command.parent() == null;
    if (ownPage) {
      line(".TP");
      line(".BR " + dashed(sub).replace("-", "\\-") + " (1)");
      prose(Commands.purpose(sub) + ".");
      return;
    }
    line(".SS " + escaped(Commands.name(sub)));
    synopsis(sub);
    description(sub);
    arguments(sub);
  }

  private void synopsis(CommandSpec spec) {
    String parameters =
        Commands.parameters(spec).stream()
            .map(each -> " \\fI" + escaped(each.paramLabel()) + "\\fR")
            .collect(Collectors.joining());
    String required =
        Commands.options(spec).stream()
            .filter(each -> each.required() && each.group() == null)
            .map(each -> " " + flag(each.longestName()) + " \\fI" + label(each) + "\\fR")
            .collect(Collectors.joining());
    String rest = Commands.below(spec).isEmpty() ? parameters : " \\fICOMMAND\\fR ...";
    line("\\fB" + escaped(Commands.name(spec)) + "\\fR [\\fIOPTIONS\\fR]" + required + rest);
  }

  private void description(CommandSpec spec) {
    if (!spec.equals(command)) {
      line(".PP");
    }
    for (String each : spec.usageMessage().description()) {
      if (each.isEmpty()) {
        line(".PP");
      } else {
        prose(each.replace("%%", "%"));
      }
    }
  }

  private void arguments(CommandSpec spec) {
    for (PositionalParamSpec each : Commands.parameters(spec)) {
      line(".TP");
      line(".I " + escaped(each.paramLabel()));
      prose(Commands.text(each.description()));
    }
    boolean nested = !spec.equals(command);
    for (OptionSpec each : Commands.options(spec)) {
      if (nested && Commands.isCommon(each)) {
        continue;
      }
      line(".TP");
      String names =
          Commands.names(each).stream().map(ManPage::flag).collect(Collectors.joining(", "));
      line(names + (Commands.takesValue(each) ? " \\fI" + label(each) + "\\fR" : ""));
      prose(Commands.text(each.description()));
    }
  }

  private void environment() {
    section("ENVIRONMENT");
    variable("TIDALCTL_CLUSTER", "The cluster file, where --cluster does not name one.");
    variable("TIDALCTL_OWNER", "Who holds leases and nodes. Default: user@host.");
    variable("TIDALCTL_JAVA_OPTS", "Options for the Java runtime that is bundled with tidalctl.");
    variable("NO_COLOR", "When not empty: plain lines, no colour and no cursor movement.");
    variable("TERM", "When dumb: likewise.");
    variable("XDG_STATE_HOME", "Holds tidalctl/, the default of the cluster file's state.dir.");
  }

  private void variable(String name, String meaning) {
    line(".TP");
    line(".B " + name);
    prose(meaning);
  }

  private void files() {
    section("FILES");
    line(".TP");
    line(".I ~/.local/state/tidalctl/CLUSTER/runs/RUN/journal");
    prose(
        "What a roll did, step by step, each durable before the next: roll --resume, runs and"
            + " report read it. Beside it stands the lock of the process that drives the run.");
    line(".TP");
    line(".I ~/.local/state/tidalctl/CLUSTER/runs/RUN/upgrades/NODE/ATTEMPT/output.log");
    prose(
        "The output of an upgrade command, at most 10 MiB of it, unless state.dir names another"
            + " folder. Beside it stands what its supervisor wrote down: claim, command, end.");
  }

  private void examples() {
    String[] footer = command.usageMessage().footer();
    if (footer.length == 0) {
      return;
    }
    section("EXAMPLES");
    boolean verbatim = false;
    for (String each : footer) {
      boolean example = each.startsWith("  ");
      if (example && !verbatim) {
        line(".PP");
        line(".RS 4");
        line(".nf");
      } else if (!example && verbatim) {
        line(".fi");
        line(".RE");
        line(".PP");
      }
      verbatim = example;
      line(escaped(each.strip()));
    }
    if (verbatim) {
      line(".fi");
      line(".RE");
    }
  }

  private void seeAlso() {
    CommandSpec root = command.root();
    List<CommandSpec> others = new ArrayList<>();
    others.add(root);
    others.addAll(Commands.below(root));
    others.remove(command);
    section("SEE ALSO");
    for (int i = 0; i < others.size(); i++) {
      String comma = i + 1 < others.size() ? "," : "";
      line(".BR " + dashed(others.get(i)).replace("-", "\\-") + " (1)" + comma);
    }
  }

  private void section(String name) {
    line(".SH " + (name.contains(" ") ? "\"" + name + "\"" : name));
  }

  /** Running text, in lines of a length that roff's tools like. */
  private void prose(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > LINE) {
        line(escaped(line.toString().strip()));
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    line(escaped(line.toString().strip()));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static String flag(String name) {
    return "\\fB" + escaped(name) + "\\fR";
  }

  private static String label(OptionSpec option) {
    return escaped(option.paramLabel());
  }

  private static String dashed(CommandSpec command) {
    return Commands.name(command).replace(' ', '-');
  }

  private static String lowerFirst(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  /** Text that roff shows as it is: no escapes, no requests, hyphens that can be searched for. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return Arrays.stream(plain.split("\n", -1))
        .map(each -> each.startsWith(".") || each.startsWith("'") ? "\\&" + each : each)
        .collect(Collectors.joining("\n"));
  }
}
