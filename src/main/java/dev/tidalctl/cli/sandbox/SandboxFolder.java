package dev.tidalctl.cli.sandbox;

import dev.tidalctl.sandbox.stage.Stage;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which sandbox a command is about. */
final class SandboxFolder {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the sandbox.")
  private Path dir = Path.of("");

  Path path() {
    return dir;
  }

  /** Does something with the sandbox, as {@link Stages#with}. */
  <T> T with(Function<Stage, T> action) {
    return Stages.with(dir, action);
  }
}
