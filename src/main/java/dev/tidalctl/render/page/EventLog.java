package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.render.EventText;
import dev.tidalctl.render.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The events as lines that can be led to.
 *
 * <ol>
 *   <li>All of them, where they are no more than {@value #MOST}.
 *   <li>Else only transitions and what an operator should know.
 *   <li>Of these, where they are still more, the first third and the rest from the end.
 * </ol>
 */
final class EventLog {
  /** How many lines a page has at most. */
  static final int MOST = 300;

  private record Line(long seq, Instant at, String words) {}

  private final List<Line> first;
  private final List<Line> last;
  private final int between;
  private final int untold;
  private final Set<Long> told;

  private EventLog(List<Line> lines, int untold) {
    int head = lines.size() <= MOST ? lines.size() : MOST / 3;
    int tail = lines.size() <= MOST ? 0 : MOST - head;
    this.first = lines.subList(0, head);
    this.last = lines.subList(lines.size() - tail, lines.size());
    this.between = lines.size() - head - tail;
    this.untold = untold;
    this.told = told(first, last);
  }

  /** The log of a run. */
  static EventLog of(List<Recorded> events) {
    List<Line> all = lines(events, EventText.Detail.EVERYTHING);
    if (all.size() <= MOST) {
      return new EventLog(all, 0);
    }
    List<Line> transitions = lines(events, EventText.Detail.TRANSITIONS);
    return new EventLog(transitions, all.size() - transitions.size());
  }

  /** The id of an event's line. */
  static String id(long seq) {
    return "e" + seq;
  }

  /** Something that leads to an event's line, where that is told. */
  Markup leading(long seq, Markup there) {
    return told.contains(seq) ? Markup.tag("a").to(id(seq)).holding(there) : there;
  }

  /** The time of an event, leading to its line. */
  Markup time(long seq, Instant at) {
    return leading(seq, Markup.text(Figures.clock(at)));
  }

  /** The log. */
  Markup markup() {
    DataTable table = new DataTable(List.of("Time", "#", "Event"), Set.of("#"));
    first.forEach(line -> add(table, line));
    if (between > 0) {
      table.row(
          List.of(Markup.NOTHING, Markup.text("…"), Markup.text(between + " more, left out here")));
    }
    last.forEach(line -> add(table, line));
    return Markup.of(note().orElse(Markup.NOTHING), table.markup());
  }

  private Optional<Markup> note() {
    return untold == 0
        ? Optional.empty()
        : Optional.of(
            Markup.tag("p")
                .with("class", "note")
                .saying(
                    "Only transitions and warnings; "
                        + untold
                        + " stages and requests are in the journal."));
  }

  private void add(DataTable table, Line line) {
    table.row(
        id(line.seq()),
        List.of(
            time(line.seq(), line.at()),
            Markup.text(Long.toString(line.seq())),
            Markup.text(line.words())));
  }

  private static List<Line> lines(List<Recorded> events, EventText.Detail detail) {
    EventText text = new EventText(detail);
    List<Line> lines = new ArrayList<>();
    for (Recorded event : events) {
      text.words(event)
          .ifPresent(words -> lines.add(new Line(event.seq(), event.at().wall(), words)));
    }
    return lines;
  }

  private static Set<Long> told(List<Line> first, List<Line> last) {
    Set<Long> told = first.stream().map(Line::seq).collect(Collectors.toSet());
    last.forEach(line -> told.add(line.seq()));
    return told;
  }
}
