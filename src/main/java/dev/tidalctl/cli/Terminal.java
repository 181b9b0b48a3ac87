package dev.tidalctl.cli;

import dev.tidalctl.render.live.WindowSize;
import java.util.Optional;

/** What standard input, output and error are connected with. */
public interface Terminal {
  /** Whether somebody can type. */
  boolean readsFromTerminal();

  /** Whether stdout is read by a person. */
  boolean outIsTerminal();

  /** Whether stderr is read by a person. */
  boolean errIsTerminal();

  /** How large its window is now. */
  WindowSize size();

  /** One line from standard input, without its end; empty when there is no more. */
  Optional<String> readLine();
}
