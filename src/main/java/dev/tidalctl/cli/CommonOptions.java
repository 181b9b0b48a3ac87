package dev.tidalctl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The options of every command. */
public final class CommonOptions {
  private final OptionSpec cluster =
      everywhere("--cluster")
          .type(Path.class)
          .paramLabel("FILE")
          .description("The cluster file. Default: the value of TIDALCTL_CLUSTER.")
          .build();

  private final OptionSpec output =
      everywhere("-o", "--output")
          .type(Output.class)
          .paramLabel("FORMAT")
          .description(
              "text, json or ndjson (one event a line as it happens, then the report). Default:"
                  + " text.")
          .build();

  private final OptionSpec quiet =
      flag("-q", "--quiet").description("Print no progress on stderr, only errors.").build();

  private final OptionSpec verbose =
      flag("-v", "--verbose")
          .description("Print every stage of a node and every change that is sent.")
          .build();

  private final OptionSpec noColor =
      flag("--no-color")
          .description("Plain lines: no colour and no cursor movement. NO_COLOR does the same.")
          .build();

  private final OptionSpec debug =
      flag("--debug").description("Log requests and print stack traces on stderr.").build();

  private static OptionSpec.Builder everywhere(String... names) {
    return OptionSpec.builder(names).scopeType(ScopeType.INHERIT);
  }

  private static OptionSpec.Builder flag(String... names) {
    return CodedModel.flag(names).scopeType(ScopeType.INHERIT);
  }

  /** In the order of help. */
  List<OptionSpec> all() {
    return List.of(cluster, output, quiet, verbose, noColor, debug);
  }

  Optional<Path> cluster() {
    return Optional.ofNullable(cluster.getValue());
  }

  Output output() {
    return Optional.<Output>ofNullable(output.getValue()).orElse(Output.TEXT);
  }

  boolean quiet() {
    return CodedModel.given(quiet);
  }

  boolean verbose() {
    return CodedModel.given(verbose);
  }

  boolean noColor() {
    return CodedModel.given(noColor);
  }

  boolean debug() {
    return CodedModel.given(debug);
  }
}
