package dev.tidalctl.render;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.StageWords;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Table.Cell;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One table on a terminal, redrawn in place over the events of a run.
 *
 * <p>Each frame is one write: up to the first line of the last frame, each line cleared and written
 * with automatic wrapping off, so that a long line never makes two. The cursor stays visible and
 * nothing is left switched off between frames, so that there is nothing to restore however the
 * process ends. What happens only once (warnings, a change of leader) is written above the table
 * and stays.
 */
public final class LiveTable {
  private static final List<String> COLUMNS =
      List.of("NODE", "ROLE", "ROUTING", "VERSION", "LAG", "STATUS", "FOR", "DOING");
  private static final Set<String> NUMERIC = Set.of("LAG", "FOR");
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(100);
  private static final int AROUND_THE_ROWS = 5;
  private static final int FEWEST_ROWS = 2;
  private static final String ESC = "\u001b[";

  private record Row(Stage stage, Moment since) {}

  private final PrintWriter terminal;
  private final int height;
  private final Style style;
  private final EventText permanent = new EventText(EventText.Detail.TRANSITIONS);
  private final Map<NodeName, Row> rows = new LinkedHashMap<>();
  private Optional<Snapshot> seen = Optional.empty();
  private Optional<Moment> drawn = Optional.empty();
  private Optional<Availability> counted = Optional.empty();
  private Optional<Availability> glimpsed = Optional.empty();
  private String title = "";
  private String waiting = "";
  private int linesDrawn;

  /**
   * Begins with nothing drawn.
   *
   * @param terminal where to draw
   * @param height of the terminal, in lines
   * @param style of the statuses
   */
  public LiveTable(PrintWriter terminal, int height, Style style) {
    this.terminal = terminal;
    this.height = height;
    this.style = style;
  }

  /** Takes one event and draws, unless it is a look and the last frame is under 100 ms old. */
  public void accept(Recorded recorded) {
    boolean draw = true;
    Optional<String> above = Optional.empty();
    switch (recorded.event()) {
      case Event.RunStarted s -> title = permanent.line(recorded).orElse("");
      case Event.RunResumed s -> title = permanent.line(recorded).orElse("");
      case Event.RunClosed c -> draw = false;
      case Event.JournalLost l -> above = permanent.line(recorded);
      case Event.NodesChosen chosen ->
          chosen
              .nodes()
              .forEach(n -> rows.put(n.name(), new Row(new Stage.Waiting(), recorded.at())));
      case Event.StageEntered entered -> {
        enter(entered, recorded.at());
        waiting = "";
      }
      case Event.Observed(Snapshot snapshot) -> {
        seen = Optional.of(snapshot);
        draw = drawn.isEmpty() || recorded.at().since(drawn.get()).compareTo(BETWEEN_FRAMES) >= 0;
      }
      case Event.StillWaiting(String text) -> waiting = "waiting: " + text;
      case Event.SoakStarted(Duration length) ->
          waiting = "watching the cluster for " + Figures.length(length);
      case Event.GatePassed g -> waiting = "";
      case Event.Exposed e -> above = permanent.line(recorded);
      case Event.Warned w -> above = permanent.line(recorded);
      case Event.LeadershipMoved m -> above = permanent.line(recorded);
      case Event.LeaseLost l -> above = permanent.line(recorded);
      case Event.NodeSkipped s -> above = permanent.line(recorded);
      case Event.NotProven n -> above = permanent.line(recorded);
      case Event.StopRequested s -> above = permanent.line(recorded);
      case Event.ProbeNews news -> {
        count(news.counted());
        above = permanent.line(recorded);
      }
      case Event.ProbeGlimpsed(Availability counted) -> glimpsed = Optional.of(counted);
      case Event.LeaseTaken l -> draw = false;
      case Event.LeaseReleased l -> draw = false;
      case Event.EffectStarted e -> draw = false;
      case Event.EffectEnded e -> draw = false;
      case Event.Proven p -> draw = false;
      case Event.ServingFloor s -> draw = false;
      case Event.RunEnded r -> waiting = "";
    }
    if (draw && !rows.isEmpty()) {
      draw(above, recorded.at());
    }
  }

  private void count(Availability news) {
    counted = Optional.of(counted.map(sum -> sum.plus(news)).orElse(news));
    glimpsed = Optional.empty();
  }

  private Optional<Availability> measured() {
    return counted.isPresent() && glimpsed.isPresent()
        ? Optional.of(counted.get().plus(glimpsed.get()))
        : counted.or(() -> glimpsed);
  }

  private void enter(Event.StageEntered entered, Moment at) {
    Optional<Row> before = Optional.ofNullable(rows.get(entered.node()));
    boolean same =
        before
            .filter(row -> row.stage().status().label().equals(entered.stage().status().label()))
            .isPresent();
    Moment since = same ? before.orElseThrow().since() : at;
    rows.put(entered.node(), new Row(entered.stage(), since));
  }

  private void draw(Optional<String> above, Moment now) {
    List<String> frame = new ArrayList<>();
    frame.add(title);
    frame.addAll(table(now));
    frame.add(waiting.isEmpty() ? serving() : serving() + "; " + waiting);
    frame.add("availability: " + AvailabilityWords.of(measured()));
    StringBuilder text = new StringBuilder();
    if (linesDrawn > 0) {
      text.append(ESC).append(linesDrawn).append('A').append('\r').append(ESC).append('J');
    }
    above.ifPresent(line -> text.append(line).append('\n'));
    text.append(ESC).append("?7l");
    frame.forEach(line -> text.append(line).append('\n'));
    text.append(ESC).append("?7h");
    terminal.print(text);
    terminal.flush();
    linesDrawn = frame.size();
    drawn = Optional.of(now);
  }

  private String serving() {
    return seen.map(
            snapshot -> {
              long serving =
                  snapshot.nodes().stream()
                      .filter(node -> node.routing() == Routing.SERVING && node.reachable())
                      .count();
              return "serving " + serving + " of " + snapshot.nodes().size();
            })
        .orElse("");
  }

  private List<String> table(Moment now) {
    int room = Math.max(FEWEST_ROWS, height - AROUND_THE_ROWS);
    List<NodeName> shown = new ArrayList<>(rows.keySet());
    if (shown.size() > room) {
      shown.sort((a, b) -> Integer.compare(urgency(a), urgency(b)));
      shown = shown.subList(0, room - 1);
    }
    Table table = new Table(COLUMNS, NUMERIC);
    shown.forEach(node -> table.row(cells(node, now)));
    List<String> lines = new ArrayList<>(table.lines(style));
    int hidden = rows.size() - shown.size();
    if (hidden > 0) {
      lines.add("and " + Figures.nodes(hidden) + " more");
    }
    return lines;
  }

  private int urgency(NodeName node) {
    return switch (stageOf(node).status()) {
      case NodeUpgradeStatus.Failed f -> 0;
      case NodeUpgradeStatus.Draining d -> 1;
      case NodeUpgradeStatus.Drained d -> 1;
      case NodeUpgradeStatus.Upgrading u -> 1;
      case NodeUpgradeStatus.Rejoining r -> 1;
      case NodeUpgradeStatus.Pending p -> 2;
      case NodeUpgradeStatus.Complete c -> 3;
    };
  }

  private Stage stageOf(NodeName node) {
    return Optional.ofNullable(rows.get(node)).map(Row::stage).orElseGet(Stage.Waiting::new);
  }

  private List<Cell> cells(NodeName name, Moment now) {
    Optional<Row> row = Optional.ofNullable(rows.get(name));
    Stage stage = stageOf(name);
    NodeUpgradeStatus status = stage.status();
    Optional<NodeView> view = seen.flatMap(snapshot -> snapshot.node(name));
    String elapsed =
        row.isEmpty() || status.ended() || status instanceof NodeUpgradeStatus.Pending
            ? ""
            : Figures.length(now.since(row.get().since()));
    return List.of(
        new Cell(name.value(), Tone.NORMAL),
        Cell.of(view.map(v -> Words.of(v.role())).orElse(Figures.UNKNOWN)),
        view.map(v -> new Cell(Words.of(v.routing()), Style.toneOf(v.routing())))
            .orElse(Cell.of(Figures.UNKNOWN)),
        Cell.of(view.flatMap(NodeView::version).map(Version::toString).orElse(Figures.UNKNOWN)),
        Cell.of(lag(view)),
        new Cell(status.label(), Style.toneOf(status)),
        Cell.of(elapsed),
        Cell.of(StageWords.of(stage)));
  }

  private String lag(Optional<NodeView> view) {
    if (view.isEmpty() || seen.isEmpty()) {
      return Figures.UNKNOWN;
    }
    return Figures.orUnknown(seen.get().lag(view.get()));
  }
}
