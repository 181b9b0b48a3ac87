package dev.tidalctl.render.page;

import java.util.List;
import java.util.Set;

/** The count of nodes in service as a stair, over the promised minimum. */
final class ServingChart {
  private static final double TOP = 12;
  private static final double HEIGHT = 96;

  private final RunStory story;
  private final Timeline timeline;
  private final EventLog log;

  ServingChart(RunStory story, Timeline timeline, EventLog log) {
    this.story = story;
    this.timeline = timeline;
    this.log = log;
  }

  /** The figure. */
  Markup figure() {
    List<Serving.Step> steps = Serving.of(story);
    int most = Math.max(1, steps.stream().mapToInt(Serving.Step::nodes).max().orElse(1));
    Drawing drawing = new Drawing("serving", timeline, HEIGHT);
    DataTable table =
        new DataTable(
            List.of("Time", "In service", "Minimum", "What"), Set.of("In service", "Minimum"));
    StringBuilder stair = new StringBuilder();
    StringBuilder floor = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Serving.Step step = steps.get(i);
      double from = timeline.x(step.at());
      double until = timeline.x(i + 1 < steps.size() ? steps.get(i + 1).at() : story.lastTold());
      stair.append(i == 0 ? "M" : "V").append(i == 0 ? Markup.number(from) + "," : "");
      stair.append(Markup.number(y(step.nodes(), most))).append('H').append(Markup.number(until));
      floor.append(i == 0 ? "M" : "V").append(i == 0 ? Markup.number(from) + "," : "");
      floor.append(Markup.number(y(step.floor(), most))).append('H').append(Markup.number(until));
      if (step.nodes() < step.floor()) {
        drawing.add(shortfall(step, from, until, most));
      }
      table.row(
          List.of(
              log.time(step.seq(), step.at()),
              Markup.text(Integer.toString(step.nodes())),
              Markup.text(Integer.toString(step.floor())),
              Markup.text(step.words())));
    }
    drawing.add(path("floor", floor));
    drawing.add(path("stair", stair));
    scale(drawing, steps, most);
    return drawing.figure("Nodes in service", description(), table);
  }

  private static String description() {
    return "A stair of how many nodes were in service as this run took them out and brought them"
        + " back; dashed beneath it, the minimum that it had to keep.";
  }

  private static void scale(Drawing drawing, List<Serving.Step> steps, int most) {
    int floor = steps.isEmpty() ? 0 : steps.getLast().floor();
    drawing.add(Drawing.text(Timeline.LEFT - 8, y(most, most) + 4, "name", "all " + most));
    if (floor != most) {
      double above = Math.max(y(floor, most) + 4, y(most, most) + 17);
      drawing.add(Drawing.text(Timeline.LEFT - 8, above, "name", "minimum " + floor));
    }
  }

  private static Markup shortfall(Serving.Step step, double from, double until, int most) {
    double top = y(step.floor(), most);
    return Markup.tag("rect")
        .with("x", from)
        .with("y", top)
        .with("width", Math.max(1, until - from))
        .with("height", y(step.nodes(), most) - top)
        .with("fill", "url(#short)")
        .empty();
  }

  private static Markup path(String kind, StringBuilder d) {
    return Markup.tag("path").with("class", kind).with("d", d.toString()).empty();
  }

  private static double y(int nodes, int most) {
    return HEIGHT - (HEIGHT - TOP) * nodes / most;
  }
}
