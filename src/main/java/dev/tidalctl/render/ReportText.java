package dev.tidalctl.render;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunReport.NodeReport;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Table.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A roll's report for people. */
public final class ReportText {
  private static final List<String> COLUMNS =
      List.of("NODE", "STATUS", "FROM", "TO", "DRAIN", "UPGRADE", "REJOIN", "SOAK");
  private static final Set<String> NUMERIC = Set.of("DRAIN", "UPGRADE", "REJOIN", "SOAK");

  private ReportText() {}

  /**
   * The lines, without line ends.
   *
   * @param report of the run
   * @param ending how it ended
   * @param next the command to run, where there is one
   * @param style of the statuses
   */
  public static List<String> lines(
      RunReport report, Ending ending, Optional<String> next, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(report, ending, style));
    if (!report.nodes().isEmpty()) {
      lines.add("");
      lines.addAll(table(report, style));
    }
    report.nodes().stream().flatMap(node -> failure(node, ending).stream()).forEach(lines::add);
    lines.add("");
    lines.add("serving:      " + serving(report));
    lines.add("availability: " + AvailabilityWords.of(report.availability()));
    report.resumedAt().forEach(at -> lines.add("resumed:      " + Figures.clock(at)));
    report.warnings().forEach(warning -> lines.add("warning:      " + warning));
    next.ifPresent(command -> lines.add("next:         " + command));
    return List.copyOf(lines);
  }

  private static String headline(RunReport report, Ending ending, Style style) {
    ReportOutcome outcome = ReportOutcome.of(report, ending);
    String length =
        report
            .finishedAt()
            .map(end -> " in " + Figures.length(Duration.between(report.startedAt(), end)))
            .orElse("");
    String reason = outcome == ReportOutcome.COMPLETE ? "" : ": " + ending.reason();
    return Words.of(report.kind())
        + " "
        + report.runId()
        + " of "
        + report.cluster()
        + " "
        + style.paint(tone(outcome), outcome.word())
        + length
        + reason;
  }

  private static Tone tone(ReportOutcome outcome) {
    return switch (outcome) {
      case COMPLETE, NOTHING_TO_DO -> Tone.GOOD;
      case STOPPED, UNFINISHED -> Tone.MOVING;
      case FAILED, REFUSED -> Tone.BAD;
    };
  }

  private static List<String> table(RunReport report, Style style) {
    Table table = new Table(COLUMNS, NUMERIC);
    for (NodeReport node : report.nodes()) {
      table.row(
          List.of(
              Cell.of(node.name().value()),
              new Cell(node.status().label(), Style.toneOf(node.status())),
              Cell.of(node.from().map(Version::toString).orElse(Figures.UNKNOWN)),
              Cell.of(node.to().map(Version::toString).orElse(Figures.NONE)),
              span(node, Span.DRAIN),
              span(node, Span.UPGRADE),
              span(node, Span.REJOIN),
              span(node, Span.SOAK)));
    }
    return table.lines(style);
  }

  private static Cell span(NodeReport node, Span span) {
    return Cell.of(
        Optional.ofNullable(node.spans().get(span)).map(Figures::length).orElse(Figures.NONE));
  }

  /** Why a node failed, unless the headline has just said so. */
  private static Optional<String> failure(NodeReport node, Ending ending) {
    return node.status() instanceof NodeUpgradeStatus.Failed(String reason)
            && !ending.reason().contains(reason)
        ? Optional.of(node.name() + " failed: " + reason)
        : Optional.empty();
  }

  private static String serving(RunReport report) {
    return report.minServingObserved().isPresent()
        ? "never fewer than "
            + Figures.nodes(report.minServingObserved().getAsInt())
            + ", by the control plane's log"
        : "not known";
  }
}
