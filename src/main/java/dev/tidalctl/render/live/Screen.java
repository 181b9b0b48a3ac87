package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.render.Style;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.live.Picture.Cluster;
import dev.tidalctl.render.live.Picture.Note;
import dev.tidalctl.render.live.Picture.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays a picture out for a window.
 *
 * <ol>
 *   <li>A frame is at least one line lower than the window, and leaves up to four more for what is
 *       written above it; no line reaches the last column.
 *   <li>Lines are given out by how much they matter: how far it is, the cluster, a node in hand,
 *       the next command, the notes, headings, title, availability; the rest goes to nodes.
 *   <li>Nodes that have no room are summed up ({@link Folding}).
 * </ol>
 */
public final class Screen {
  private static final int MOST_ABOVE = 4;
  private static final int PART_ABOVE = 5;
  private static final int RESERVED_FOR_NODES = 3;
  private static final int RATHER_FOR_NODES = 5;
  private static final int BAR_FROM = 60;
  private static final int BAR = 20;

  private final Picture picture;
  private final int columns;
  private final Moment now;
  private final Style style;
  private final NodeTable table;
  private int left;

  private Screen(Picture picture, WindowSize window, Moment now, Style style, Glyphs glyphs) {
    this.picture = picture;
    this.columns = Math.max(1, window.columns() - 1);
    this.now = now;
    this.style = style;
    this.table = new NodeTable(picture, columns, now, style, glyphs);
    int above = Math.min(MOST_ABOVE, window.lines() / PART_ABOVE);
    this.left = Math.max(1, window.lines() - 1 - above);
  }

  /** The lines of the frame, without their ends, none wider than the window. */
  public static List<String> lines(
      Picture picture, WindowSize window, Moment now, Style style, Glyphs glyphs) {
    return new Screen(picture, window, now, style, glyphs).lines();
  }

  private List<String> lines() {
    int rows = picture.rows().stream().mapToInt(table::height).sum();
    List<String> progress = upTo(1, 0, progress());
    List<String> clusterLine = upTo(1, 0, cluster());
    int reserved = Math.min(rows, RESERVED_FOR_NODES);
    int rather = Math.min(rows, RATHER_FOR_NODES);
    List<String> next = upTo(3, reserved, next());
    List<String> notes = new ArrayList<>();
    picture.notes().forEach(note -> notes.addAll(upTo(2, reserved, note(note))));
    List<String> moreProgress = upTo(1, rather, rest(progress()));
    List<String> moreCluster = upTo(1, rather, rest(cluster()));
    List<String> heading = upTo(1, rather, rows == 0 ? List.of() : List.of(table.heading()));
    List<String> title = upTo(1, rather, List.of(title()));
    List<String> availability =
        upTo(2, rather, picture.availability().map(this::wrapped).orElse(List.of()));

    List<String> lines = new ArrayList<>(title);
    lines.addAll(clusterLine);
    lines.addAll(moreCluster);
    if (left > 0 && rows > 0) {
      lines.addAll(heading);
      lines.addAll(nodes());
    }
    lines.addAll(progress);
    lines.addAll(moreProgress);
    lines.addAll(availability);
    lines.addAll(notes);
    lines.addAll(next);
    return List.copyOf(lines);
  }

  /** As many of the lines as there is room for beside what is reserved, and no more than asked. */
  private List<String> upTo(int most, int reserved, List<String> lines) {
    int given = Math.max(0, Math.min(Math.min(most, lines.size()), left - reserved));
    left -= given;
    return lines.subList(0, given);
  }

  private List<String> nodes() {
    Folding folding = Folding.of(picture.rows(), left, table::height);
    List<String> lines = new ArrayList<>();
    folding.shown().forEach(row -> lines.addAll(table.lines(row)));
    int room = folding.sum().isEmpty() ? left : left - 1;
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(lines.size(), room)));
    if (!folding.sum().isEmpty()) {
      shown.add(plain(folding.sum()));
    }
    return shown;
  }

  private String title() {
    String running = picture.since().map(at -> ", for " + Spell.of(now.since(at))).orElse("");
    return Span.fit(List.of(new Span(picture.title() + running, Tone.HEADING)), columns, style);
  }

  private List<String> cluster() {
    return picture
        .cluster()
        .map(this::parts)
        .map(parts -> Span.flow(parts, columns, style))
        .orElseGet(() -> List.of(plain("nothing seen of the cluster yet")));
  }

  private List<Span> parts(Cluster cluster) {
    Tone tone =
        cluster.serving() < cluster.minimum()
            ? Tone.BAD
            : cluster.serving() < cluster.total() ? Tone.MOVING : Tone.GOOD;
    return List.of(
        new Span("serving " + cluster.serving() + "/" + cluster.total(), tone),
        Span.of("minimum " + cluster.minimum()),
        cluster
            .leader()
            .map(leader -> Span.of("leader " + leader))
            .orElseGet(() -> new Span("no leader", Tone.BAD)),
        new Span(cluster.lease().text(), cluster.lease().tone()));
  }

  private List<String> progress() {
    if (picture.progress().isEmpty() || picture.rows().isEmpty()) {
      return List.of();
    }
    Picture.Progress progress = picture.progress().get();
    List<Row> rows = picture.rows();
    long complete = rows.stream().filter(Row::complete).count();
    long pending = rows.stream().filter(Row::pending).count();
    long inHand = rows.stream().filter(Row::inHand).count();
    long failed = rows.size() - complete - pending - inHand;
    List<Span> parts = new ArrayList<>();
    parts.add(Span.of(complete + " of " + rows.size() + " complete"));
    count(failed, "failed", Tone.BAD).ifPresent(parts::add);
    Estimate.of(progress, rows, now).map(Span::of).ifPresent(parts::add);
    count(inHand, "in hand", Tone.NORMAL).ifPresent(parts::add);
    count(pending, "to come", Tone.NORMAL).ifPresent(parts::add);
    count(progress.skipped(), "skipped", Tone.NORMAL).ifPresent(parts::add);
    if (columns < BAR_FROM) {
      return Span.flow(parts, columns, style);
    }
    int full = (int) (BAR * complete / rows.size());
    List<Span> bar =
        List.of(new Span("#".repeat(full), Tone.GOOD), Span.of(".".repeat(BAR - full) + " "));
    List<String> lines = new ArrayList<>(Span.flow(parts, columns - BAR - 1, style));
    lines.set(0, Span.fit(bar, columns, style) + lines.getFirst());
    return lines;
  }

  private static Optional<Span> count(long nodes, String what, Tone tone) {
    return nodes > 0 ? Optional.of(new Span(nodes + " " + what, tone)) : Optional.empty();
  }

  private List<String> note(Note note) {
    return TextWidth.wrapped(note.text(), columns).stream()
        .map(line -> Span.fit(List.of(new Span(line, note.tone())), columns, style))
        .toList();
  }

  private List<String> next() {
    return picture.next().map(command -> wrapped("next: " + command)).orElse(List.of());
  }

  private List<String> wrapped(String text) {
    return TextWidth.wrapped(text, columns).stream().map(this::plain).toList();
  }

  private String plain(String text) {
    return Span.fit(List.of(Span.of(text)), columns, style);
  }

  private static List<String> rest(List<String> lines) {
    return lines.subList(Math.min(1, lines.size()), lines.size());
  }
}
