package dev.tidalctl.render;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Table.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code status} for people: header lines, one line a node, what is wrong, and the next command
 * when something is unfinished.
 */
public final class StatusText {
  private static final List<String> COLUMNS =
      List.of(
          "NODE",
          "SHARD",
          "ROLE",
          "ZONE",
          "STATUS",
          "ROUTING",
          "VERSION",
          "APPLIED",
          "LAG",
          "IN-FLIGHT",
          "HOLD");
  private static final String NOT_KNOWN = "not known";
  private static final Set<String> NUMERIC = Set.of("SHARD", "LAG", "IN-FLIGHT");

  private StatusText() {}

  /** The lines of the screen, without line ends. */
  public static List<String> lines(ClusterStatus status, Style style) {
    List<String> lines = new ArrayList<>(header(status, style));
    lines.add("");
    lines.addAll(table(status, style));
    List<String> troubles =
        status.nodes().stream().flatMap(node -> troubles(node).stream()).toList();
    if (!troubles.isEmpty()) {
      lines.add("");
      troubles.forEach(trouble -> lines.add(style.paint(Tone.BAD, trouble)));
    }
    List<String> told = told(status.snapshot(), style);
    if (!told.isEmpty()) {
      lines.add("");
      lines.addAll(told);
    }
    status
        .next()
        .ifPresent(
            next -> {
              lines.add("");
              lines.add("next: " + next);
            });
    return List.copyOf(lines);
  }

  /** What speaks against taking anything out, then what is worth knowing. */
  private static List<String> told(Snapshot snapshot, Style style) {
    List<String> told = new ArrayList<>();
    snapshot.impediments().stream()
        .map(Impediment::why)
        .forEach(
            why -> told.add(style.paint(Tone.BAD, "nothing may be taken out of service: " + why)));
    snapshot.cautions().forEach(caution -> told.add("note: " + caution));
    return told;
  }

  private static List<String> header(ClusterStatus status, Style style) {
    Snapshot snapshot = status.snapshot();
    String leader =
        snapshot
            .leader()
            .map(name -> name + ", term " + Figures.orUnknown(status.term()))
            .orElseGet(() -> style.paint(Tone.BAD, "none"));
    boolean known = snapshot.holdsKnown();
    int serving = status.servingNodes();
    String servingText =
        serving + " of " + status.nodes().size() + " (minimum " + status.minServing() + ")";
    return List.of(
        "cluster  " + snapshot.cluster() + " (" + status.driver() + ")",
        "leader   " + leader,
        "serving  "
            + style.paint(serving < status.minServing() ? Tone.BAD : Tone.NORMAL, servingText),
        "lease    " + snapshot.lease().map(StatusText::owner).orElse(known ? "free" : NOT_KNOWN),
        "run      "
            + snapshot
                .lease()
                .map(StatusText::run)
                .or(() -> status.unfinished().map(run -> "roll " + run + ", unfinished"))
                .orElse(known ? "none" : NOT_KNOWN));
  }

  private static String owner(LeaseHolder holder) {
    String end = holder.abandoned() ? ", ran out " : ", until ";
    return holder.owner() + " on " + holder.host() + end + Figures.clock(holder.expiresAt());
  }

  private static String run(LeaseHolder holder) {
    return Words.of(holder.kind())
        + " "
        + holder.runId()
        + holder.wanted().map(version -> " to " + version).orElse("")
        + (holder.abandoned() ? ", abandoned" : ", under way");
  }

  private static List<String> table(ClusterStatus status, Style style) {
    Table table = new Table(COLUMNS, NUMERIC);
    for (NodeStatus node : status.nodes()) {
      NodeView view = node.view();
      table.row(
          List.of(
              new Cell(view.name().value(), node.unhealthy().isPresent() ? Tone.BAD : Tone.NORMAL),
              Cell.of(
                  view.shard().isPresent()
                      ? Integer.toString(view.shard().getAsInt())
                      : Figures.NONE),
              Cell.of(Words.of(view.role())),
              Cell.of(Words.zone(view).orElse(Figures.NONE)),
              new Cell(node.status().label(), Style.toneOf(node.status())),
              new Cell(Words.of(view.routing()), Style.toneOf(view.routing())),
              Cell.of(view.version().map(Version::toString).orElse(Figures.UNKNOWN)),
              Cell.of(view.applied().map(Position::toString).orElse(Figures.UNKNOWN)),
              Cell.of(Figures.orUnknown(node.lag())),
              Cell.of(Figures.orUnknown(view.inFlight())),
              Cell.of(
                  view.hold().map(hold -> hold(hold, status.snapshot())).orElse(Figures.NONE))));
    }
    return table.lines(style);
  }

  private static String hold(Hold hold, Snapshot snapshot) {
    Duration age = Duration.between(hold.since(), snapshot.now());
    return hold.owner()
        + " "
        + hold.runId()
        + ", "
        + Words.of(hold.phase())
        + ", "
        + Figures.length(age.isNegative() ? Duration.ZERO : age)
        + (hold.reason().isBlank() ? "" : ": " + hold.reason());
  }

  private static List<String> troubles(NodeStatus node) {
    List<String> troubles = new ArrayList<>();
    if (node.status() instanceof NodeUpgradeStatus.Failed(String reason)) {
      troubles.add(node.view().name() + " failed: " + reason);
    }
    node.unhealthy().ifPresent(why -> troubles.add(node.view().name() + " is not healthy: " + why));
    return troubles;
  }
}
