package dev.tidalctl.cli;

import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.topology.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/** The whole command line as one model: parsing, help, man pages and completions come from it. */
public final class CommandLines {
  private static final int HELP_WIDTH = 100;
  private static final Pattern VERSION =
      Pattern.compile("(?!-)[^\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private static final Set<List<String>> VERSION_ALONE =
      Set.of(List.of("-V"), List.of("--version"));

  /** The commands that look at a cluster, whatever else they are told. */
  private static final Set<String> LOOKING =
      Set.of("status", "drain", "rejoin", "roll", "check", "unlock");

  private CommandLines() {}

  /**
   * A command below {@code tidalctl}, not modelled yet.
   *
   * @param name as it is typed
   * @param assemble makes its model
   */
  public record Subcommand(String name, Function<CommandContext, CommandLine> assemble) {
    private static Subcommand of(String name, Function<CommandContext, Object> command) {
      return new Subcommand(name, context -> new CommandLine(command.apply(context)));
    }
  }

  /**
   * Puts all commands together.
   *
   * @param surroundings what they run in
   * @param more commands from elsewhere, by the order in which help lists them
   */
  public static CommandLine of(Surroundings surroundings, List<Subcommand> more) {
    return assembled(surroundings, offered(more));
  }

  /**
   * Runs one command line. A model takes longer to make than a line to parse: where the first word
   * says which command it is, no other is modelled, and for the version alone none.
   *
   * @return the exit code
   */
  public static int execute(Surroundings surroundings, List<Subcommand> more, String... args) {
    if (VERSION_ALONE.contains(List.of(args))) {
      surroundings.out().println(BuiltVersion.line());
      return ExitCode.OK.code();
    }
    List<Subcommand> offered = offered(more);
    List<Subcommand> named =
        offered.stream().filter(each -> args.length > 0 && each.name().equals(args[0])).toList();
    if (named.stream().anyMatch(each -> LOOKING.contains(each.name()))) {
      surroundings.backend().foresee();
    }
    return assembled(surroundings, named.isEmpty() ? offered : named).execute(args);
  }

  private static List<Subcommand> offered(List<Subcommand> more) {
    List<Subcommand> own =
        List.of(
            new Subcommand("status", StatusCommand::assemble),
            Subcommand.of("drain", DrainCommand::new),
            Subcommand.of("rejoin", RejoinCommand::new),
            Subcommand.of("roll", RollCommand::new),
            new Subcommand("runs", RunsCommand::assemble),
            Subcommand.of("report", ReportCommand::new),
            Subcommand.of("check", CheckCommand::new),
            Subcommand.of("unlock", UnlockCommand::new),
            Subcommand.of("complete", CompleteCommand::new));
    return Stream.concat(own.stream(), more.stream()).toList();
  }

  private static CommandLine assembled(Surroundings surroundings, List<Subcommand> commands) {
    CommonOptions common = new CommonOptions();
    CommandContext context = new CommandContext(surroundings, common);
    CommandLine root = TidalctlCommand.assemble();
    common.all().forEach(root.getCommandSpec()::addOption);
    commands.forEach(each -> root.addSubcommand(each.name(), each.assemble().apply(context)));
    converting(root)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setPosixClusteredShortOptionsAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setOut(surroundings.out())
        .setErr(surroundings.err());
    Failures failures = new Failures(surroundings, common);
    root.setParameterExceptionHandler(failures::usage)
        .setExecutionExceptionHandler(failures::execution)
        .setExecutionStrategy(
            parsed -> {
              Diagnostics.choose(common.debug());
              return new CommandLine.RunLast().execute(parsed);
            });
    dress(root);
    return root;
  }

  /** Teaches a command line, and all that is in it, our kinds of values. */
  static CommandLine converting(CommandLine line) {
    return line.registerConverter(Duration.class, CommandLines::duration)
        .registerConverter(Version.class, CommandLines::version)
        .registerConverter(RunId.class, CommandLines::runId)
        .registerConverter(Output.class, CommandLines::output)
        .registerConverter(Integer.class, CommandLines::count)
        .registerConverter(int.class, CommandLines::count);
  }

  /** Gives every command the same help layout, with its examples and the exit codes. */
  private static void dress(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
    UsageMessageSpec usage = spec.usageMessage();
    usage
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%nParameters:%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .footerHeading("%nExamples:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .sortOptions(false)
        .abbreviateSynopsis(true);
    command.getSubcommands().values().forEach(CommandLines::dress);
  }

  private static Map<String, String> exitCodes() {
    return Arrays.stream(ExitCode.values())
        .collect(
            Collectors.toMap(
                code -> Integer.toString(code.code()),
                ExitCode::meaning,
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static Duration duration(String text) {
    return DurationText.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is not a duration: " + DurationText.FORM));
  }

  private static Version version(String text) {
    if (!VERSION.matcher(text).matches()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no version: it is not empty, has no spaces nor control characters, and begins"
              + " with no '-'");
    }
    return new Version(text);
  }

  private static Output output(String text) {
    List<String> words = Arrays.stream(Output.values()).map(Output::toString).toList();
    return Arrays.stream(Output.values())
        .filter(output -> output.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no format: " + String.join(", ", words)));
  }

  private static int count(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  private static RunId runId(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("a run id is not empty");
    }
    return new RunId(text);
  }
}
