package dev.tidalctl.render.page;

import dev.tidalctl.render.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The swim lanes: the tool, the leader, and one lane a node. */
final class LaneChart {
  private static final double ROW = 24;
  private static final double BAR = 14;
  private static final double LETTER = 6.6;

  /** Marks of one lane that are drawn; the table has them all, up to its own bound. */
  private static final int DRAWN = 24;

  private static final int TOLD = 40;

  /** Absences that have room for their words; of more, the key and the table tell. */
  private static final int NAMED = 3;

  private final RunStory story;
  private final Timeline timeline;
  private final EventLog log;
  private final DataTable table =
      new DataTable(List.of("Lane", "From", "Length", "What"), Set.of("Length"));

  LaneChart(RunStory story, Timeline timeline, EventLog log) {
    this.story = story;
    this.timeline = timeline;
    this.log = log;
  }

  /** The figure. */
  Markup figure() {
    List<Lane> nodes = NodeLanes.of(story);
    Optional<Lane> leader = RunLanes.leader(story);
    int rows = nodes.size() + 1 + (leader.isPresent() ? 1 : 0);
    Drawing drawing = new Drawing("lanes", timeline, rows * ROW + 4);
    drawing.add(Patterns.all());
    double y = 4;
    drawing.add(tool(y));
    drawing.addAbove(marks(RunLanes.tool(story), y));
    if (timeline.absences().size() <= NAMED) {
      for (Absence absence : timeline.absences()) {
        drawing.addAbove(away(absence, y));
      }
    }
    if (leader.isPresent()) {
      y += ROW;
      drawing.add(leader(leader.get(), y));
    }
    for (Lane lane : nodes) {
      y += ROW;
      drawing.add(node(lane, y));
      drawing.addAbove(marks(lane, y));
    }
    return drawing.figure(
        "Phases of every node",
        "One lane a node from left to right in time, under the lane of the tool itself"
            + (leader.isPresent() ? " and that of the leader" : "")
            + ". Hatched across all lanes: no process of the tool drove the run.",
        table);
  }

  private Markup tool(double y) {
    Lane lane = RunLanes.tool(story);
    List<Markup> shapes = new ArrayList<>();
    shapes.add(Drawing.name(y + 12, lane.name()));
    for (Lane.Spell spell : lane.spells()) {
      if (spell.status().equals("at work")) {
        shapes.add(bar(spell, y + 4, 6, "work", ""));
      }
      tell(lane.name(), spell);
    }
    for (Lane.Spell soak : RunLanes.soaks(story)) {
      shapes.add(bar(soak, y + 2, 10, "soak", ""));
      tell(lane.name(), soak);
    }
    return Markup.tag("g").holding(shapes);
  }

  /** What an absence was and how long it took, beside it in the tool's own lane. */
  private Markup away(Absence absence, double y) {
    double from = timeline.x(absence.from());
    double until = timeline.x(absence.until());
    String word =
        absence.kind().words()
            + ", "
            + Figures.length(Duration.between(absence.from(), absence.until()));
    boolean toTheLeft = until + word.length() * LETTER > Timeline.RIGHT;
    Markup label =
        toTheLeft
            ? Drawing.text(from - 9, y + 12, "awayname left", word)
            : Drawing.text(until + 3, y + 12, "awayname", word);
    return log.leading(absence.seq(), label);
  }

  private Markup leader(Lane lane, double y) {
    List<Markup> shapes = new ArrayList<>();
    shapes.add(Drawing.name(y + 12, lane.name()));
    for (Lane.Spell spell : lane.spells()) {
      shapes.add(bar(spell, y + 1, BAR, "leads", spell.status()));
      tell(lane.name(), spell);
    }
    return Markup.tag("g").holding(shapes);
  }

  private Markup node(Lane lane, double y) {
    List<Markup> shapes = new ArrayList<>();
    shapes.add(Drawing.name(y + 12, lane.name()));
    for (Lane.Spell spell : lane.spells()) {
      shapes.add(bar(spell, y + 1, BAR, "", spell.status()));
      tell(lane.name(), spell);
    }
    lane.skipped()
        .filter(why -> lane.spells().isEmpty())
        .ifPresent(
            why -> {
              shapes.add(Drawing.text(Timeline.LEFT + 6, y + 12, "skipped", "skipped: " + why));
              tell(lane.name(), "skipped: " + why);
            });
    if (lane.spells().isEmpty() && lane.notes().isEmpty() && lane.skipped().isEmpty()) {
      tell(lane.name(), "its turn did not come");
    }
    return Markup.tag("g").holding(shapes);
  }

  private Markup bar(Lane.Spell spell, double y, double height, String kind, String label) {
    double from = timeline.x(spell.from());
    double width = Math.max(1, timeline.x(spell.until()) - from);
    Markup.Tag rect =
        Markup.tag("rect").with("x", from).with("y", y).with("width", width).with("height", height);
    Markup shape =
        kind.isEmpty()
            ? rect.with("class", "bar")
                .with("fill", "url(#" + spell.status().toLowerCase(Locale.ROOT) + ")")
                .empty()
            : rect.with("class", kind).empty();
    String shown = Printable.of(label);
    boolean fits = !shown.isEmpty() && shown.length() * LETTER + 6 < width;
    Markup word = fits ? Drawing.text(from + 4, y + height - 3.5, "in", shown) : Markup.NOTHING;
    return log.leading(spell.seq(), Markup.of(shape, word));
  }

  private Markup marks(Lane lane, double y) {
    List<Markup> marks = new ArrayList<>();
    int few = lane.notes().size() <= DRAWN ? 0 : lane.notes().size() - DRAWN;
    for (Lane.Note note : lane.notes().subList(few, lane.notes().size())) {
      marks.add(log.leading(note.seq(), mark(note, y)));
    }
    lane.notes().stream().limit(TOLD).forEach(note -> tell(lane.name(), note));
    if (lane.notes().size() > TOLD) {
      tell(lane.name(), (lane.notes().size() - TOLD) + " more, left out here");
    }
    return Markup.of(marks);
  }

  private Markup mark(Lane.Note note, double y) {
    boolean ends = note.kind() == Lane.Kind.DONE || note.kind() == Lane.Kind.FAILED;
    double x = Math.min(timeline.x(note.at()) + (ends ? 7 : 0), Timeline.RIGHT + 6);
    return Markup.tag("path")
        .with("class", note.kind().style())
        .with("transform", "translate(" + Markup.number(x) + "," + Markup.number(y + 8) + ")")
        .with("d", note.kind().shape())
        .holding(Markup.tag("title").saying(note.words()));
  }

  private void tell(String lane, Lane.Spell spell) {
    String length = Figures.length(Duration.between(spell.from(), spell.until()));
    table.row(
        List.of(
            Markup.text(lane),
            log.time(spell.seq(), spell.from()),
            Markup.text(length),
            Markup.text(spell.open() ? spell.status() + ", not over" : spell.status())));
  }

  private void tell(String lane, Lane.Note note) {
    table.row(
        List.of(
            Markup.text(lane),
            log.time(note.seq(), note.at()),
            Markup.NOTHING,
            Markup.text(note.words())));
  }

  private void tell(String lane, String words) {
    table.row(List.of(Markup.text(lane), Markup.NOTHING, Markup.NOTHING, Markup.text(words)));
  }
}
