package dev.tidalctl.render.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A drawing over the time axis: never without a title and a description for those who do not see
 * it, nor without the table of what it shows.
 */
final class Drawing {
  private static final double FOOT = 22;

  private final String id;
  private final Timeline timeline;
  private final double height;
  private final List<Markup> shapes = new ArrayList<>();
  private final List<Markup> above = new ArrayList<>();

  /**
   * An empty drawing.
   *
   * @param id of the figure, and the beginning of all ids in it
   * @param timeline the axis
   * @param height without the axis
   */
  Drawing(String id, Timeline timeline, double height) {
    this.id = id;
    this.timeline = timeline;
    this.height = height;
    timeline.ticks().forEach(tick -> shapes.add(grid(tick)));
  }

  /** Adds a shape above those before it. */
  void add(Markup shape) {
    shapes.add(shape);
  }

  /** Adds a shape above the bands of absence. */
  void addAbove(Markup shape) {
    above.add(shape);
  }

  /** The figure. */
  Markup figure(String title, String description, DataTable table) {
    List<Markup> content = new ArrayList<>();
    content.add(Markup.tag("title").with("id", id + "-title").saying(title));
    content.add(Markup.tag("desc").with("id", id + "-desc").saying(description));
    content.addAll(shapes);
    timeline.absences().forEach(absence -> content.add(band(absence)));
    content.addAll(above);
    content.add(line(Timeline.LEFT, height, Timeline.RIGHT, height, "axis"));
    timeline.ticks().forEach(tick -> content.add(label(tick)));
    Markup svg =
        Markup.tag("svg")
            .with(
                "viewBox",
                "0 0 " + Markup.number(Timeline.WIDTH) + " " + Markup.number(height + FOOT))
            .with("role", "group")
            .with("aria-labelledby", id + "-title " + id + "-desc")
            .holding(Markup.lines(content));
    return Markup.tag("figure")
        .with("id", id)
        .holding(
            Markup.tag("div").with("class", "scroll").with("tabindex", "0").holding(svg),
            Markup.tag("details")
                .holding(Markup.tag("summary").saying("The same as a table"), table.markup()));
  }

  private Markup grid(Timeline.Tick tick) {
    return line(tick.x(), 0, tick.x(), height, "grid");
  }

  private Markup label(Timeline.Tick tick) {
    return text(tick.x(), height + 15, "tick", tick.label());
  }

  private Markup band(Absence absence) {
    double from = timeline.x(absence.from());
    double width = Math.max(2, timeline.x(absence.until()) - from);
    return Markup.tag("rect")
        .with("x", from)
        .with("y", 0.0)
        .with("width", width)
        .with("height", height)
        .with("class", "away")
        .with("fill", "url(#" + Patterns.of(absence.kind()) + ")")
        .empty();
  }

  static Markup line(double x1, double y1, double x2, double y2, String kind) {
    return Markup.tag("line")
        .with("x1", x1)
        .with("y1", y1)
        .with("x2", x2)
        .with("y2", y2)
        .with("class", kind)
        .empty();
  }

  static Markup text(double x, double y, String kind, String text) {
    return Markup.tag("text").with("x", x).with("y", y).with("class", kind).saying(text);
  }

  /** A name that fits left of the axis; whole in its title. */
  static Markup name(double y, String name) {
    int room = 20;
    String shown = Printable.of(name);
    if (shown.codePointCount(0, shown.length()) <= room) {
      return text(Timeline.LEFT - 8, y, "name", shown);
    }
    return Markup.tag("text")
        .with("x", Timeline.LEFT - 8)
        .with("y", y)
        .with("class", "name")
        .holding(Markup.tag("title").saying(shown), Markup.text(first(shown, room - 1) + "…"));
  }

  private static String first(String text, int points) {
    return text.substring(0, text.offsetByCodePoints(0, points));
  }
}
