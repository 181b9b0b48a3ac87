package dev.tidalctl.render;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import dev.tidalctl.render.Style.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report of {@code drain} and {@code rejoin} for people. */
public final class NodeReportText {
  private NodeReportText() {}

  /**
   * The lines, without line ends.
   *
   * @param report of the run
   * @param ending how it ended
   * @param node as it was seen last, where it was
   * @param next the command to run, where there is one
   * @param style of the outcome
   */
  public static List<String> lines(
      RunReport report,
      Ending ending,
      Optional<NodeStatus> node,
      Optional<String> next,
      Style style) {
    List<String> lines = new ArrayList<>();
    ReportOutcome outcome = ReportOutcome.of(report, ending);
    boolean done =
        switch (outcome) {
          case COMPLETE, NOTHING_TO_DO -> true;
          case STOPPED, FAILED, REFUSED, UNFINISHED -> false;
        };
    lines.add(
        Words.of(report.kind())
            + " "
            + style.paint(done ? Tone.GOOD : Tone.BAD, outcome.word())
            + ": "
            + ending.reason());
    node.ifPresent(
        seen ->
            lines.add(
                seen.view().name()
                    + ": "
                    + seen.status().label()
                    + ", routing "
                    + Words.of(seen.view().routing())
                    + ", version "
                    + seen.view().version().map(Object::toString).orElse(Figures.UNKNOWN)
                    + ", lag "
                    + Figures.orUnknown(seen.lag())));
    report.warnings().forEach(warning -> lines.add("warning: " + warning));
    next.ifPresent(command -> lines.add("next: " + command));
    return List.copyOf(lines);
  }
}
