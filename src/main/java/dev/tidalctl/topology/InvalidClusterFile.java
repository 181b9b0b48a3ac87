package dev.tidalctl.topology;

import java.nio.file.Path;
import java.util.List;

/**
 * The cluster file cannot be used: exit code 2, and nothing was contacted. Carries every problem at
 * once, in the order of the document, so that one edit can mend them all.
 */
public final class InvalidClusterFile extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final transient List<Problem> problems;

  /**
   * Sorts the problems and drops exact repetitions.
   *
   * @param file the file as the user named it
   * @param problems at least one
   */
  public InvalidClusterFile(Path file, List<Problem> problems) {
    List<Problem> sorted = problems.stream().sorted().distinct().toList();
    super(String.join("\n", lines(file, sorted)));
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("an invalid file has at least one problem");
    }
    this.file = file;
    this.problems = sorted;
  }

  /** The file as the user named it. */
  public Path file() {
    return file;
  }

  /** All problems, in the order of the document. */
  public List<Problem> problems() {
    return problems;
  }

  /** The lines to print on standard error, each {@code FILE:LINE:COLUMN: what is wrong}. */
  public List<String> lines() {
    return lines(file, problems);
  }

  private static List<String> lines(Path file, List<Problem> problems) {
    return problems.stream()
        .map(each -> file + ":" + each.line() + ":" + each.column() + ": " + each.text())
        .toList();
  }
}
