package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Figures;
import dev.tidalctl.render.Style;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Words;
import dev.tidalctl.render.live.Picture.Row;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of the node table, from left to right. */
enum Column {
  NODE("NODE", 0),
  STATUS("STATUS", 1),
  TIME("FOR/LIMIT", 2),
  ROUTING("ROUTING", 4),
  LAG("LAG", 3),
  IN_FLIGHT("IN-FLIGHT", 6),
  VERSION("VERSION", 5),
  DOING("DOING", 7);

  private static final int LATE_PERCENT = 80;

  private final String heading;
  private final int rank;

  Column(String heading, int rank) {
    this.heading = heading;
    this.rank = rank;
  }

  /** All of them, the one to be kept longest in a narrow window first. */
  static List<Column> byImportance() {
    return Stream.of(values()).sorted(Comparator.comparingInt(column -> column.rank)).toList();
  }

  String heading() {
    return heading;
  }

  boolean toTheRight() {
    return this == LAG || this == IN_FLIGHT;
  }

  /** What it shows of a node. */
  Span cell(Row row, Moment now, Glyphs glyphs) {
    return switch (this) {
      case NODE -> new Span(row.name().value(), unwell(row) ? Tone.BAD : Tone.NORMAL);
      case STATUS -> new Span(row.status().label(), Style.toneOf(row.status()));
      case TIME -> time(row, now);
      case ROUTING ->
          row.view()
              .map(v -> new Span(Words.of(v.routing()), Style.toneOf(v.routing())))
              .orElseGet(() -> Span.of(Figures.UNKNOWN));
      case LAG -> Span.of(Figures.orUnknown(row.lag()) + " " + glyphs.of(row.trend()));
      case IN_FLIGHT ->
          Span.of(
              row.view().map(NodeView::inFlight).map(Figures::orUnknown).orElse(Figures.UNKNOWN));
      case VERSION -> version(row, glyphs);
      case DOING -> new Span(row.doing(), unwell(row) ? Tone.BAD : Tone.NORMAL);
    };
  }

  /** The same below the row, where no heading says what it is; empty when there is nothing. */
  String detail(Row row, Moment now, Glyphs glyphs) {
    String cell = cell(row, now, glyphs).text().strip();
    return switch (this) {
      case NODE, STATUS, ROUTING, VERSION, DOING -> cell;
      case TIME -> cell.isEmpty() ? "" : "for " + cell;
      case LAG -> "lag " + cell;
      case IN_FLIGHT -> cell + " in flight";
    };
  }

  /** Failed, or urgent though it is not in hand: not healthy. */
  private static boolean unwell(Row row) {
    return row.status() instanceof NodeUpgradeStatus.Failed || (row.urgent() && !row.inHand());
  }

  private static Span time(Row row, Moment now) {
    if (row.since().isEmpty()) {
      return Span.of("");
    }
    Duration gone = now.since(row.since().get());
    Optional<Duration> limit = row.limit();
    boolean late =
        limit
            .filter(most -> gone.multipliedBy(100).compareTo(most.multipliedBy(LATE_PERCENT)) > 0)
            .isPresent();
    return new Span(
        Spell.of(gone) + limit.map(most -> "/" + Spell.of(most)).orElse(""),
        late ? Tone.BAD : Tone.NORMAL);
  }

  private static Span version(Row row, Glyphs glyphs) {
    Optional<Version> now = row.view().flatMap(NodeView::version);
    Optional<Version> to = row.to();
    boolean astray = now.isPresent() && !now.equals(row.from()) && !now.equals(to);
    Optional<Version> from = astray ? now : row.from();
    String shown = from.map(Version::toString).orElse(Figures.UNKNOWN);
    String target =
        to.filter(wanted -> !from.equals(to)).map(wanted -> glyphs.becomes() + wanted).orElse("");
    boolean there = to.isPresent() && now.equals(to);
    Tone tone = there ? Tone.GOOD : astray && to.isPresent() ? Tone.BAD : Tone.NORMAL;
    return new Span(shown + target, tone);
  }
}
