package dev.tidalctl.topology;

import java.nio.file.Path;
import java.util.List;

/** Where a secret comes from. The cluster file never holds the secret itself. */
public sealed interface Secret {
  /**
   * The content of a file.
   *
   * @param file absolute path
   */
  record InFile(Path file) implements Secret {}

  /**
   * The value of an environment variable.
   *
   * @param variable its name
   */
  record InEnvironment(String variable) implements Secret {}

  /**
   * What a command prints on standard output.
   *
   * @param argv the command and its arguments; no shell
   */
  record FromCommand(List<String> argv) implements Secret {
    /** Takes an unmodifiable copy of the words. */
    public FromCommand {
      argv = List.copyOf(argv);
    }
  }
}
