package dev.tidalctl.http;

import java.nio.file.Path;
import java.util.List;

/** Where a bearer token is read from, anew whenever the one in use is no longer accepted. */
public sealed interface TokenSource {
  /** What to call it in an error, never the token itself. */
  String name();

  /**
   * A file's only line.
   *
   * @param file read as UTF-8
   */
  record InFile(Path file) implements TokenSource {
    @Override
    public String name() {
      return "the token file " + file;
    }
  }

  /**
   * An environment variable.
   *
   * @param variable its name
   */
  record InEnvironment(String variable) implements TokenSource {
    @Override
    public String name() {
      return "the environment variable " + variable;
    }
  }

  /**
   * What a command prints.
   *
   * @param argv run without a shell
   */
  record FromCommand(List<String> argv) implements TokenSource {
    /** Keeps its own copy. */
    public FromCommand {
      argv = List.copyOf(argv);
    }

    @Override
    public String name() {
      return "the token command " + argv.getFirst();
    }
  }
}
