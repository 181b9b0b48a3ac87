package dev.tidalctl.topology;

import java.util.Comparator;

/**
 * One thing that is wrong in a cluster file, and where.
 *
 * @param line the line, from 1; 1 for what concerns the file as a whole
 * @param column the column in characters, from 1
 * @param text what is wrong and, where it can be guessed, what was meant; one line, no secrets
 */
public record Problem(int line, int column, String text) implements Comparable<Problem> {
  private static final Comparator<Problem> DOCUMENT_ORDER =
      Comparator.comparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::text);

  /** A problem of the file as a whole, shown at its first character. */
  public static Problem ofWholeFile(String text) {
    return new Problem(1, 1, text);
  }

  /** Orders by position in the file, then by text. */
  @Override
  public int compareTo(Problem other) {
    return DOCUMENT_ORDER.compare(this, other);
  }
}
