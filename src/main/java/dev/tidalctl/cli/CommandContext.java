package dev.tidalctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.render.Style;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.read.ClusterFileReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What every command is given: the surroundings, and the options that all commands share. */
public final class CommandContext {
  private static final String CLUSTER_VARIABLE = "TIDALCTL_CLUSTER";

  private final Surroundings surroundings;
  private final CommonOptions options;
  private final Queue<String> asides = new ConcurrentLinkedQueue<>();
  private volatile Optional<LogFile> log = Optional.empty();

  CommandContext(Surroundings surroundings, CommonOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  /** Takes data only. */
  public PrintWriter out() {
    return surroundings.out();
  }

  /** Takes everything that is not data. */
  public PrintWriter err() {
    return surroundings.err();
  }

  /** The format asked for. */
  public Output output() {
    return options.output();
  }

  /** Whether progress is unwanted. */
  public boolean quiet() {
    return options.quiet();
  }

  /** Whether every stage is wanted. */
  public boolean verbose() {
    return options.verbose();
  }

  /** Whether stack traces are wanted. */
  public boolean debug() {
    return options.debug();
  }

  /** The process's environment variables. */
  public Map<String, String> environment() {
    return surroundings.environment();
  }

  /** Runs orders against a cluster and shows how they go. */
  Runs runs() {
    return new Runs(this);
  }

  /** What this machine's journals say of the rolls of the file's cluster. */
  RunBook runBook(ClusterFile file) {
    return new RunBook(archive(file), next());
  }

  /** The journals that this machine has of the rolls of the file's cluster. */
  RunArchive archive(ClusterFile file) {
    return surroundings.backend().archive(file);
  }

  /** A line of progress for people: on stderr, but for {@code -q} and JSON, and in the log file. */
  public void note(String line) {
    log(line);
    show(line);
  }

  /**
   * A line that has nothing to do with where a command stands: on stderr, but never into a live
   * table, which it would tear; there it waits for {@link #showAsides}.
   */
  void aside(String line) {
    log(line);
    asideUnlogged(line);
  }

  /** An {@link #aside} about the log file, which is not for that file. */
  void asideUnlogged(String line) {
    if (errStyle() == Style.COLOURED) {
      asides.add(line);
    } else {
      show("warning: " + line);
    }
  }

  /** Shows what had to wait for the end of a live table. */
  void showAsides() {
    for (String line = asides.poll(); line != null; line = asides.poll()) {
      show("warning: " + line);
    }
  }

  /** A line in the log file, where there is one. */
  void log(String line) {
    log.ifPresent(file -> file.line(line));
  }

  /** From now on what is told is kept in that file, too. */
  void logTo(LogFile file) {
    log = Optional.of(file);
  }

  /** The log file, where there is one. */
  Optional<LogFile> logFile() {
    return log;
  }

  /** A line on stderr, for people; not with {@code -q}, not beside JSON. */
  void show(String line) {
    if (!quiet() && output() == Output.TEXT) {
      err().println(line);
      err().flush();
    }
  }

  /** Lines of data on stdout. */
  public void print(List<String> lines) {
    lines.forEach(out()::println);
    out().flush();
  }

  /** A document on stdout: indented for json, on one line for ndjson. */
  public void print(ObjectNode document) {
    out()
        .println(
            output() == Output.NDJSON
                ? JsonDocument.line(document)
                : JsonDocument.indented(document));
    out().flush();
  }

  /**
   * Makes sure that what was printed has arrived.
   *
   * @throws CommandFailed with {@link ExitCode#BUG} when stdout is full or closed
   */
  public void requirePrinted() {
    if (out().checkError()) {
      throw new CommandFailed(
          ExitCode.BUG,
          "the output could not be written",
          "stdout is full or closed",
          "no change was sent",
          "");
    }
  }

  /** How stdout is coloured. */
  public Style outStyle() {
    return style(terminal().outIsTerminal());
  }

  /** How stderr is coloured; plain also means that the cursor stays where it is. */
  public Style errStyle() {
    return style(terminal().errIsTerminal());
  }

  /**
   * Reads the cluster file that {@code --cluster} or {@code TIDALCTL_CLUSTER} names.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} when there is none or it is invalid
   */
  public ClusterFile clusterFile() {
    Path path =
        options
            .cluster()
            .or(this::clusterFromEnvironment)
            .orElseThrow(
                () ->
                    new CommandFailed(
                        ExitCode.USAGE,
                        "no cluster file given",
                        "neither --cluster nor " + CLUSTER_VARIABLE + " names one",
                        "nothing was contacted",
                        "add --cluster FILE, or rehearse with: tidalctl demo"));
    return clusterFile(path);
  }

  /**
   * Reads a cluster file.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} and all problems when it is invalid
   */
  public ClusterFile clusterFile(Path path) {
    HomeFolders homes = HomeFolders.from(environment(), surroundings.machine().home());
    try {
      return ClusterFileReader.read(path, homes);
    } catch (InvalidClusterFile invalid) {
      throw CommandFailed.of(invalid);
    }
  }

  /** Makes ready to talk to the file's cluster; contacts nobody. */
  public Session open(ClusterFile file) {
    return surroundings.backend().open(file);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Terminal terminal() {
    return surroundings.terminal();
  }

  /** Renders commands to run next, which find the same cluster. */
  NextCommands next() {
    return new NextCommands(
        options.cluster().map(path -> List.of("--cluster", path.toString())).orElseGet(List::of));
  }

  private Optional<Path> clusterFromEnvironment() {
    return Optional.ofNullable(environment().get(CLUSTER_VARIABLE))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  private Style style(boolean terminal) {
    boolean plain =
        !terminal
            || options.noColor()
            || !environment().getOrDefault("NO_COLOR", "").isEmpty()
            || environment().getOrDefault("TERM", "dumb").equals("dumb");
    return plain ? Style.PLAIN : Style.COLOURED;
  }
}
