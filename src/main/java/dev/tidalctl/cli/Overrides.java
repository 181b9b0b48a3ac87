package dev.tidalctl.cli;

import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.PolicyOverrides;

/** Policy values of the command line, put over those of the cluster file. */
final class Overrides {
  private Overrides() {}

  /**
   * The file with the overrides.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} when a value is out of its range
   */
  static ClusterFile over(ClusterFile file, PolicyOverrides overrides) {
    try {
      return file.with(overrides);
    } catch (IllegalArgumentException outOfRange) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "an option is out of range",
          String.valueOf(outOfRange.getMessage()),
          "nothing was contacted",
          "");
    }
  }
}
