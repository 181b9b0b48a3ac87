package dev.tidalctl.render;

import dev.tidalctl.render.Style.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Text in aligned columns, two spaces apart. Lines have no trailing blanks, so that goldens and
 * diffs stay clean.
 */
final class Table {
  /** One cell: its text decides the width, its tone adds none. */
  record Cell(String text, Tone tone) {
    static Cell of(String text) {
      return new Cell(text, Tone.NORMAL);
    }
  }

  private final List<String> headings;
  private final Set<String> numeric;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * Begins a table.
   *
   * @param headings of the columns
   * @param numeric the headings of those columns that are aligned to the right
   */
  Table(List<String> headings, Set<String> numeric) {
    this.headings = List.copyOf(headings);
    this.numeric = Set.copyOf(numeric);
  }

  /** Adds a row with as many cells as there are headings. */
  void row(List<Cell> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + headings.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /** The lines, headings first. */
  List<String> lines(Style style) {
    List<List<Cell>> all = new ArrayList<>();
    all.add(headings.stream().map(heading -> new Cell(heading, Tone.HEADING)).toList());
    all.addAll(rows);
    return all.stream().map(row -> line(row, style)).toList();
  }

  private String line(List<Cell> row, Style style) {
    StringBuilder line = new StringBuilder();
    int owed = 0;
    for (int column = 0; column < row.size(); column++) {
      Cell cell = row.get(column);
      int blank = width(column) - cell.text().length();
      boolean right = numeric.contains(headings.get(column));
      if (cell.text().isEmpty()) {
        owed += blank;
      } else {
        line.append(" ".repeat(owed + (right ? blank : 0)));
        line.append(style.paint(cell.tone(), cell.text()));
        owed = right ? 0 : blank;
      }
      owed += 2;
    }
    return line.toString();
  }

  private int width(int column) {
    int widest = headings.get(column).length();
    for (List<Cell> row : rows) {
      widest = Math.max(widest, row.get(column).text().length());
    }
    return widest;
  }
}
