package dev.tidalctl.cli;

import java.util.Optional;

/** What standard input, output and error are connected with. */
public interface Terminal {
  /** Whether somebody can type. */
  boolean readsFromTerminal();

  /** Whether stdout is read by a person. */
  boolean outIsTerminal();

  /** Whether stderr is read by a person. */
  boolean errIsTerminal();

  /** Lines of the terminal, at least 1. */
  int height();

  /** One line from standard input, without its end; empty when there is no more. */
  Optional<String> readLine();
}
