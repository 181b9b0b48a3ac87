package dev.tidalctl.process;

import java.util.List;

/**
 * Takes a process away from the terminal, so that no signal sent to the terminal's processes, nor
 * the terminal's end, reaches it.
 *
 * <p>With {@code setsid}: a session and a process group of its own. Without one, as on macOS: it
 * shares tidalctl's process group and terminal, but ignores INT, QUIT, TSTP and HUP, and so do the
 * programs it executes. What it leaves behind is then found by descent alone.
 */
public final class Detacher {
  private static final List<String> DEAF =
      List.of("/bin/sh", "-c", "trap '' INT QUIT TSTP HUP; exec \"$@\"", "sh");

  private Detacher() {}

  /**
   * The words to put before a command.
   *
   * @param searchPath folders, as in the variable {@code PATH}
   */
  public static List<String> words(String searchPath) {
    return Executables.find("setsid", searchPath)
        .or(() -> Executables.find("setsid", "/usr/bin:/bin"))
        .map(program -> List.of(program.toString()))
        .orElse(DEAF);
  }
}
