package dev.tidalctl.topology.read;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Guesses what a mistyped word was meant to be: the known word with the fewest edits (a letter
 * added, lost, changed, or two neighbours swapped; case is free), if they are at most a third of
 * its letters.
 */
final class Suggestion {
  private Suggestion() {}

  /** The known word that is nearest, if any is near; of equally near ones the first. */
  static Optional<String> near(String written, Collection<String> known) {
    String folded = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(word -> Math.abs(word.length() - written.length()) <= tolerated(word))
        .filter(word -> edits(folded, word.toLowerCase(Locale.ROOT)) <= tolerated(word))
        .min(Comparator.comparingInt(word -> edits(folded, word.toLowerCase(Locale.ROOT))));
  }

  /** The end of an error text: {@code " (did you mean 'x'?)"}, or nothing. */
  static String didYouMean(String written, Collection<String> known) {
    return near(written, known).map(word -> " (did you mean '" + word + "'?)").orElse("");
  }

  private static int tolerated(String word) {
    return Math.max(1, word.length() / 3);
  }

  private static int edits(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int row = 0; row <= from.length(); row++) {
      for (int column = 0; column <= to.length(); column++) {
        edits[row][column] = fewest(edits, from, to, row, column);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int fewest(int[][] edits, String from, String to, int row, int column) {
    if (row == 0 || column == 0) {
      return row + column;
    }
    boolean same = from.charAt(row - 1) == to.charAt(column - 1);
    int fewest =
        Math.min(
            edits[row - 1][column - 1] + (same ? 0 : 1),
            Math.min(edits[row - 1][column], edits[row][column - 1]) + 1);
    boolean swapped =
        row > 1
            && column > 1
            && from.charAt(row - 1) == to.charAt(column - 2)
            && from.charAt(row - 2) == to.charAt(column - 1);
    return swapped ? Math.min(fewest, edits[row - 2][column - 2] + 1) : fewest;
  }
}
