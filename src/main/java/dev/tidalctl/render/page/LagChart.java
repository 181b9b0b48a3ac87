package dev.tidalctl.render.page;

import dev.tidalctl.core.model.Policy;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return "Dots are what was recorded, against the leader's end at that time; the lines only join"
        + " them. The gate, dashed: applied up to a fence"
        + (term.policy().maxLag() == 0 ? "" : " less " + term.amount(term.policy().maxLag()))
        + ", before a drained node is taken out and "
        + term.policy().stableSamples()
        + " times in a row before a rejoining one serves.";
  }

  private Markup track(Lags.Track track, double base) {
    String line =
        points(track).stream()
            .map(p -> Markup.number(timeline.x(p.at())) + "," + Markup.number(y(p.lag(), base)))
            .collect(Collectors.joining("L", "M", ""));
    String dots =
        track.samples().stream()
            .map(s -> Markup.number(timeline.x(s.at())) + "," + Markup.number(y(s.lag(), base)))
            .collect(Collectors.joining("h0M", "M", "h0"));
    double gated = y(Math.min(most, term.policy().maxLag()), base);
    Markup gates =
        Markup.of(
            track.gates().stream()
                .map(gate -> log.leading(gate.seq(), diamond(timeline.x(gate.at()), gated)))
                .toList());
    return Markup.tag("g")
        .holding(
            Drawing.name(base - 12, track.node()),
            peak(track, base),
            Drawing.line(Timeline.LEFT, gated, Timeline.RIGHT, gated, "gate"),
            Markup.tag("path").with("class", "lag").with("d", line).empty(),
            Markup.tag("path").with("class", "dots").with("d", dots).empty(),
            gates);
  }

  /** The samples and, at the gate's height, the passings of the gate, in order. */
  private List<Lags.Sample> points(Lags.Track track) {
    long gate = Math.min(most, term.policy().maxLag());
    return Stream.concat(
            track.samples().stream(),
            track.gates().stream().map(passed -> new Lags.Sample(passed.at(), gate, passed.seq())))
        .sorted(Comparator.comparingLong(Lags.Sample::seq))
        .toList();
  }

  private Markup peak(Lags.Track track, double base) {
    long peak = track.samples().stream().mapToLong(Lags.Sample::lag).max().orElse(0);
    return Drawing.text(Timeline.LEFT - 8, base, "tick end", "most " + term.amount(peak));
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
