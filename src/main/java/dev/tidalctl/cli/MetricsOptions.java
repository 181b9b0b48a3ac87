package dev.tidalctl.cli;

import dev.tidalctl.cli.files.MetricsFile;
import dev.tidalctl.cli.files.WholeFile;
import dev.tidalctl.core.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a roll is also told to monitoring. */
final class MetricsOptions {
  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description =
          "Keep the roll's state in this file, once a second, as metrics for node_exporter's"
              + " textfile collector: a name that ends in .prom, in its folder.")
  private Optional<Path> file = Optional.empty();

  /**
   * Refuses a file that can't be written.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE}
   */
  void requireWritable() {
    if (file.isPresent()) {
      try {
        WholeFile.published(file.get()).requireWritable();
      } catch (IOException e) {
        throw new CommandFailed(
            ExitCode.USAGE,
            "the metrics file " + file.get() + " can't be written",
            e.toString(),
            "nothing was contacted",
            "name a file in a folder that is there and that you may write");
      }
    }
  }

  /** The file of a run. */
  Optional<MetricsFile> of(Optional<History> before, CommandContext context) {
    return file.map(path -> new MetricsFile(path, before, context::aside));
  }
}
