package dev.tidalctl.render.live;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.render.live.Picture.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Which nodes are shown where not all have room, and how the others are summed up.
 *
 * <ol>
 *   <li>With room for all, all.
 *   <li>Else one line is kept for the sum, and the rest goes to the nodes that matter now, then to
 *       those whose turn is to come, then to the finished; each list from its beginning.
 *   <li>With room for one line only: the first node that matters, else the sum.
 * </ol>
 *
 * @param shown in the picture's order
 * @param sum of those not shown; empty when there are none
 */
record Folding(List<Row> shown, String sum) {
  /** Keeps its own copy. */
  Folding {
    shown = List.copyOf(shown);
  }

  /**
   * Chooses.
   *
   * @param rows all of them
   * @param room in lines
   * @param height of a row, in lines
   */
  static Folding of(List<Row> rows, int room, ToIntFunction<Row> height) {
    if (rows.stream().mapToInt(height).sum() <= room) {
      return new Folding(rows, "");
    }
    List<Row> urgent = rows.stream().filter(Row::urgent).toList();
    if (room <= 1) {
      return urgent.isEmpty() || room < 1
          ? new Folding(List.of(), sum(rows))
          : new Folding(urgent.subList(0, 1), "");
    }
    List<Row> wanted = new ArrayList<>(urgent);
    rows.stream().filter(row -> !row.urgent() && !row.complete()).forEach(wanted::add);
    rows.stream().filter(row -> !row.urgent() && row.complete()).forEach(wanted::add);
    Set<NodeName> taken = new HashSet<>();
    int left = room - 1;
    for (Row row : wanted) {
      int needed = height.applyAsInt(row);
      // The first is shown though not all that is told of it has room.
      if (needed > left && !(taken.isEmpty() && row.urgent())) {
        break;
      }
      taken.add(row.name());
      left -= needed;
    }
    return new Folding(
        rows.stream().filter(row -> taken.contains(row.name())).toList(),
        sum(rows.stream().filter(row -> !taken.contains(row.name())).toList()));
  }

  private static String sum(List<Row> hidden) {
    long complete = hidden.stream().filter(row -> !row.urgent() && row.complete()).count();
    long urgent = hidden.stream().filter(Row::urgent).count();
    long pending = hidden.size() - complete - urgent;
    List<String> parts = new ArrayList<>();
    if (urgent > 0) {
      parts.add(urgent + " that want a look");
    }
    if (complete > 0) {
      parts.add(complete + " complete");
    }
    if (pending > 0) {
      parts.add(pending + " pending");
    }
    return "not shown: " + String.join(", ", parts);
  }
}
