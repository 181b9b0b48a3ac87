package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far each node was behind: a line a node, all to one scale, with the gate that it passed. */
final class LagChart {
  private static final double ROW = 30;
  private static final double HIGH = 22;
  private static final double DOT = 2;

  private final RunTerm term;
  private final Timeline timeline;
  private final EventLog log;
  private final List<Lags.Track> tracks;
  private final long most;

  /**
   * What lags are measured in and against.
   *
   * @param policy the run's
   * @param bytes whether lags are bytes, else events
   */
  record RunTerm(Policy policy, boolean bytes) {
    String amount(long lag) {
      if (!bytes) {
        return lag + (lag == 1 ? " event" : " events");
      }
      if (lag < 1 << 10) {
        return lag + " B";
      }
      return lag < 1 << 20
          ? String.format(Locale.ROOT, "%.1f KiB", lag / 1024.0)
          : String.format(Locale.ROOT, "%.1f MiB", lag / 1048576.0);
    }
  }

  LagChart(RunStory story, RunTerm term, Timeline timeline, EventLog log) {
    this.term = term;
    this.timeline = timeline;
    this.log = log;
    this.tracks = Lags.of(story);
    this.most =
        tracks.stream()
            .flatMap(track -> track.samples().stream())
            .mapToLong(Lags.Sample::lag)
            .max()
            .orElse(0);
  }

  /** The figure, or that nothing is known. */
  Markup figure() {
    if (tracks.isEmpty()) {
      return Markup.tag("p").with("class", "note").saying("No lag was recorded.");
    }
    Drawing drawing = new Drawing("lag", timeline, tracks.size() * ROW + 4);
    DataTable table = new DataTable(List.of("Node", "Time", "Lag"), Set.of("Lag"));
    for (int i = 0; i < tracks.size(); i++) {
      drawing.add(track(tracks.get(i), (i + 1) * ROW));
      tell(tracks.get(i), table);
    }
    return drawing.figure("Lag of every node", description(), table);
  }

  private String description() {
    return "One line a node, all to the same scale up to "
        + term.amount(most)
        + ". A diamond is where the node was seen past its fence.";
  }

  /** What the lines mean, for the page's text. */
  String legend() {
    return "Highest point: "
        + term.amount(most)
        + ". The gate: applied up to a fence"
        + (term.policy().maxLag() == 0 ? "" : " less " + term.amount(term.policy().maxLag()))
        + ", before a drained node is taken out and "
        + term.policy().stableSamples()
        + " times in a row before a rejoining one serves.";
  }

  private Markup track(Lags.Track track, double base) {
    StringBuilder line = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (Lags.Sample sample : track.samples()) {
      String x = Markup.number(timeline.x(sample.at()));
      String y = Markup.number(y(sample.lag(), base));
      line.append(line.isEmpty() ? "M" : "L").append(x).append(',').append(y);
      dots.append('M').append(x).append(',').append(y).append("h0");
    }
    Markup gates =
        Markup.of(
            track.gates().stream()
                .map(gate -> log.leading(gate.seq(), diamond(timeline.x(gate.at()), base)))
                .toList());
    double gate = y(Math.min(most, term.policy().maxLag()), base);
    return Markup.tag("g")
        .holding(
            Drawing.name(base - 4, track.node()),
            Drawing.line(Timeline.LEFT, gate, Timeline.RIGHT, gate, "gate"),
            Markup.tag("path").with("class", "lag").with("d", line.toString()).empty(),
            Markup.tag("path").with("class", "dots").with("d", dots.toString()).empty(),
            gates);
  }

  private static Markup diamond(double x, double base) {
    double half = 2 * DOT;
    return Markup.tag("path")
        .with("class", "m-gate")
        .with("transform", "translate(" + Markup.number(x) + "," + Markup.number(base) + ")")
        .with("d", "M0,-" + Markup.number(half) + "L4,0L0,4L-4,0z")
        .holding(Markup.tag("title").saying("past its fence"));
  }

  private void tell(Lags.Track track, DataTable table) {
    for (Lags.Sample sample : track.samples()) {
      table.row(
          List.of(
              Markup.text(track.node()),
              log.time(sample.seq(), sample.at()),
              Markup.text(term.amount(sample.lag()))));
    }
    for (Lags.Gate gate : track.gates()) {
      table.row(
          List.of(
              Markup.text(track.node()),
              log.time(gate.seq(), gate.at()),
              Markup.text("past its fence")));
    }
  }

  private double y(long lag, double base) {
    return base - HIGH * lag / Math.max(1, most);
  }
}
