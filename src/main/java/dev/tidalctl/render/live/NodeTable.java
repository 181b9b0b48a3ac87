package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.render.Style;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.live.Picture.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a frame in columns.
 *
 * <ol>
 *   <li>Widths come from all nodes, shown or not, so that columns stay where they are from frame to
 *       frame; a long name is cut at a third of the window.
 *   <li>Columns are taken by importance until one has no room.
 *   <li>What has no column is told below the rows of the nodes that matter now.
 * </ol>
 */
final class NodeTable {
  private static final String GAP = "  ";
  private static final int SHORTEST_NAME = 8;
  private static final int WIDEST_VERSION = 24;
  private static final int NARROWEST_DOING = 12;
  private static final int TIME_AND_LIMIT = 11;
  private static final int TIME = 6;

  private final int columns;
  private final Moment now;
  private final Style style;
  private final Glyphs glyphs;
  private final Map<Column, Integer> widths = new EnumMap<>(Column.class);

  NodeTable(Picture picture, int columns, Moment now, Style style, Glyphs glyphs) {
    this.columns = columns;
    this.now = now;
    this.style = style;
    this.glyphs = glyphs;
    int left = columns;
    for (Column column : Column.byImportance()) {
      int needed = needed(column, picture) + (widths.isEmpty() ? 0 : GAP.length());
      if (needed > left && !widths.isEmpty()) {
        break;
      }
      widths.put(column, needed - (widths.isEmpty() ? 0 : GAP.length()));
      left -= needed;
    }
    if (widths.containsKey(Column.DOING)) {
      widths.merge(Column.DOING, left, Integer::sum);
    }
  }

  private int needed(Column column, Picture picture) {
    return switch (column) {
      case NODE -> Math.min(widest(column, picture), Math.max(SHORTEST_NAME, columns / 3));
      case STATUS -> "Rejoining".length();
      case TIME -> picture.progress().isPresent() ? TIME_AND_LIMIT : TIME;
      case ROUTING -> "rejoining".length();
      case LAG -> Math.max("100000 ^".length() - 1, widest(column, picture));
      case IN_FLIGHT -> column.heading().length();
      case VERSION -> Math.min(widest(column, picture), WIDEST_VERSION);
      case DOING -> NARROWEST_DOING;
    };
  }

  private int widest(Column column, Picture picture) {
    int widest = column.heading().length();
    for (Row row : picture.rows()) {
      widest = Math.max(widest, column.cell(row, now, glyphs).width());
    }
    return widest;
  }

  String heading() {
    List<Span> spans = new ArrayList<>();
    for (Map.Entry<Column, Integer> each : widths.entrySet()) {
      Span heading = new Span(heading(each.getKey(), each.getValue()), Tone.HEADING);
      add(spans, each.getKey(), heading, each.getValue());
    }
    return Span.fit(withoutBlankEnd(spans), columns, style);
  }

  /** A lag has its trend behind it; where nothing has a limit, times alone are shown. */
  private static String heading(Column column, int width) {
    return switch (column) {
      case LAG -> column.heading() + "  ";
      case TIME -> width == TIME ? "FOR" : column.heading();
      case NODE, STATUS, ROUTING, IN_FLIGHT, VERSION, DOING -> column.heading();
    };
  }

  /** How many lines a row takes. */
  int height(Row row) {
    return 1 + (row.urgent() ? below(row).size() : 0);
  }

  /** The row, and below it what has no column, when the node matters now. */
  List<String> lines(Row row) {
    List<Span> spans = new ArrayList<>();
    for (Map.Entry<Column, Integer> each : widths.entrySet()) {
      add(spans, each.getKey(), each.getKey().cell(row, now, glyphs), each.getValue());
    }
    List<String> lines = new ArrayList<>();
    lines.add(Span.fit(withoutBlankEnd(spans), columns, style));
    if (row.urgent()) {
      below(row).forEach(text -> lines.add(Span.fit(List.of(Span.of(GAP + text)), columns, style)));
    }
    return List.copyOf(lines);
  }

  private List<String> below(Row row) {
    List<String> details = new ArrayList<>();
    for (Column column : Column.byImportance()) {
      if (!widths.containsKey(column) && column != Column.DOING) {
        details.add(column.detail(row, now, glyphs));
      }
    }
    details.removeIf(String::isEmpty);
    List<String> lines = new ArrayList<>();
    if (!details.isEmpty()) {
      lines.add(String.join(", ", details));
    }
    if (!widths.containsKey(Column.DOING) && !row.doing().isEmpty()) {
      lines.add(row.doing());
    }
    return lines;
  }

  private static List<Span> withoutBlankEnd(List<Span> spans) {
    List<Span> kept = new ArrayList<>(spans);
    while (!kept.isEmpty() && kept.getLast().text().isBlank()) {
      kept.removeLast();
    }
    if (!kept.isEmpty()) {
      Span last = kept.removeLast();
      kept.add(new Span(last.text().stripTrailing(), last.tone()));
    }
    return kept;
  }

  private static void add(List<Span> spans, Column column, Span cell, int width) {
    String text = TextWidth.cut(cell.text(), width);
    String blank = " ".repeat(width - TextWidth.of(text));
    if (!spans.isEmpty()) {
      spans.add(Span.of(GAP));
    }
    if (column.toTheRight()) {
      spans.add(Span.of(blank));
      spans.add(new Span(text, cell.tone()));
    } else {
      spans.add(new Span(text, cell.tone()));
      spans.add(Span.of(blank));
    }
  }
}
