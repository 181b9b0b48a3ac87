package dev.tidalctl.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The man page of one command, in man macros: what the command model says, then the sections that
 * are written by hand in {@code src/man}, then the other pages.
 */
final class ManPage {
  /** Fixed, as the build's timestamp is, so that the same model gives the same page. */
  private static final String DATE = "2026-01-01";

  private static final int LINE = 70;

  private static final List<String> BY_HAND =
      List.of("\"EXIT STATUS\"", "ENVIRONMENT", "FILES", "EXAMPLES");

  private final CommandSpec command;
  private final String byHand;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec command, String byHand) {
    this.command = command;
    this.byHand = byHand;
  }

  /** {@code tidalctl-roll.1}. */
  static String fileName(CommandSpec command) {
    return dashed(command) + ".1";
  }

  /** Where the hand-written sections are, in their folder: {@code tidalctl-roll.roff}. */
  static String sourceName(CommandSpec command) {
    return dashed(command) + ".roff";
  }

  /**
   * The page.
   *
   * @param byHand its hand-written sections
   */
  static String of(CommandSpec command, String byHand) {
    return new ManPage(command, byHand).write();
  }

  /** The exit codes that hand-written sections name, in their order. */
  static List<Integer> exitCodes(String byHand) {
    return Pattern.compile("(?m)^\\.B ([0-9]+)$")
        .matcher(byHand)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  /** The headings of hand-written sections. */
  static List<String> headings(String byHand) {
    return byHand.lines().filter(l -> l.startsWith(".SH ")).map(l -> l.substring(4)).toList();
  }

  /** The headings that every page has by hand, in their order. */
  static List<String> headings() {
    return BY_HAND;
  }

  private String write() {
    line(
        ".\\\" Generated from the command model and src/man: mvn -q test -Dtest=DocsDriftTest"
            + " -Ddocs.update");
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
    page.append(byHand);
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

  private void seeAlso() {
    CommandSpec root = command.root();
    List<CommandSpec> others = new ArrayList<>();
    others.add(root);
    others.addAll(Commands.below(root));
    others.remove(command);
    section("SEE ALSO");
    others.forEach(other -> line(".BR " + escaped(dashed(other)) + " (1),"));
    line(".BR tidalctl\\-cluster (5)");
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
