package dev.tidalctl.topology.yaml;

import dev.tidalctl.topology.Problem;
import org.yaml.snakeyaml.error.Mark;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column in characters, from 1
 */
public record Position(int line, int column) {
  static Position of(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** A problem at this place. */
  public Problem problem(String text) {
    return new Problem(line, column, text);
  }
}
