package dev.tidalctl.cli.sandbox;

import picocli.CommandLine.Option;

/** How much load there is to be. */
final class Rates {
  @Option(
      names = "--writes",
      paramLabel = "N",
      defaultValue = "500",
      description = "Writes a second (default: ${DEFAULT-VALUE}).")
  private int writes;

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "500",
      description = "Queries a second (default: ${DEFAULT-VALUE}).")
  private int queries;

  int writes() {
    return writes;
  }

  int queries() {
    return queries;
  }
}
