package dev.tidalctl.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command. */
public final class CommonOptions {
  @Option(
      names = "--cluster",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The cluster file. Default: the value of TIDALCTL_CLUSTER.")
  private Optional<Path> cluster = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description =
          "text, json or ndjson (one event a line as it happens, then the report). Default: text.")
  private Output output = Output.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print no progress on stderr, only errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Print every stage of a node and every change that is sent.")
  private boolean verbose;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Plain lines: no colour and no cursor movement. NO_COLOR does the same.")
  private boolean noColor;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log requests and print stack traces on stderr.")
  private boolean debug;

  Optional<Path> cluster() {
    return cluster;
  }

  Output output() {
    return output;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  boolean noColor() {
    return noColor;
  }

  boolean debug() {
    return debug;
  }
}
