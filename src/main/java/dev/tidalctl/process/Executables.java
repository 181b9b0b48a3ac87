package dev.tidalctl.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the program that a command names, as {@code execvp} does. */
public final class Executables {
  private Executables() {}

  /**
   * The program's file.
   *
   * @param program with a slash a path, without one a name to be found
   * @param searchPath folders, as in the variable {@code PATH}
   */
  public static Optional<Path> find(String program, String searchPath) {
    if (program.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    if (program.indexOf('/') >= 0) {
      return Optional.of(Path.of(program)).filter(Executables::runs);
    }
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(searchPath)
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Executables::runs)
        .findFirst();
  }

  private static boolean runs(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
