package dev.tidalctl.render.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A table of figures. */
final class DataTable {
  private final List<String> columns;
  private final Set<String> numeric;
  private final List<Markup> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param columns their headings
   * @param numeric those whose cells are set to the right
   */
  DataTable(List<String> columns, Set<String> numeric) {
    this.columns = List.copyOf(columns);
    this.numeric = Set.copyOf(numeric);
  }

  /** Adds a row; one cell a column. */
  void row(List<Markup> cells) {
    rows.add(Markup.tag("tr").holding(cells(cells)));
  }

  /** Adds a row that can be led to. */
  void row(String id, List<Markup> cells) {
    rows.add(Markup.tag("tr").with("id", id).holding(cells(cells)));
  }

  private List<Markup> cells(List<Markup> cells) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> sided("td", columns.get(i)).holding(cells.get(i)))
        .toList();
  }

  private Markup.Tag sided(String tag, String column) {
    return numeric.contains(column) ? Markup.tag(tag).with("class", "n") : Markup.tag(tag);
  }

  /** The table, which scrolls by itself where it is too wide. */
  Markup markup() {
    List<Markup> heads =
        columns.stream().map(c -> sided("th", c).with("scope", "col").saying(c)).toList();
    return Markup.tag("div")
        .with("class", "scroll")
        .holding(
            Markup.tag("table")
                .holding(
                    Markup.tag("thead").holding(Markup.tag("tr").holding(heads)),
                    Markup.tag("tbody").holding(Markup.lines(rows))));
  }
}
