package dev.tidalctl.render.page;

import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.render.AvailabilityWords;
import dev.tidalctl.render.Figures;
import dev.tidalctl.render.ReportOutcome;
import dev.tidalctl.render.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What came of a run, in a few words and figures: the same in HTML and Markdown. */
final class Verdict {
  private final RunStory story;
  private final int floor;

  /**
   * The verdict on a run.
   *
   * @param story the run
   * @param floor the fewest nodes that it promised to leave serving
   */
  Verdict(RunStory story, int floor) {
    this.story = story;
    this.floor = floor;
  }

  /** Its outcome. */
  ReportOutcome outcome() {
    return ReportOutcome.of(story.report(), story.ending());
  }

  /** {@code roll 20260314-091500-7f3a of prod}. */
  String name() {
    RunReport report = story.report();
    return Words.of(report.kind()) + " " + report.runId() + " of " + report.cluster();
  }

  /** The outcome with a sign, for those to whom colours are alike. */
  String signed() {
    String sign =
        switch (outcome()) {
          case COMPLETE, NOTHING_TO_DO -> "✓";
          case STOPPED -> "■";
          case UNFINISHED -> "▶";
          case FAILED, REFUSED -> "✕";
        };
    return sign + " " + outcome().word();
  }

  /** Why it ended, or how it stands. */
  String reason() {
    return story.ending().reason();
  }

  /** The figures, each under its heading, in order. */
  Map<String, String> figures() {
    RunReport report = story.report();
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("Nodes", complete(report.nodes()));
    figures.put("Serving", serving(report.minServingObserved()));
    figures.put("Availability", AvailabilityWords.of(report.availability()));
    figures.put("Started", Figures.instant(report.startedAt()));
    figures.put("Ended", report.finishedAt().map(Figures::instant).orElse("not recorded"));
    figures.put("Took", took(report));
    if (!report.resumedAt().isEmpty()) {
      figures.put(
          "Resumed",
          report.resumedAt().stream().map(Figures::instant).collect(Collectors.joining(", ")));
    }
    return figures;
  }

  private static String took(RunReport report) {
    return report
        .finishedAt()
        .map(end -> Figures.length(Duration.between(report.startedAt(), latest(report, end))))
        .orElse(Figures.UNKNOWN);
  }

  private static Instant latest(RunReport report, Instant end) {
    return end.isBefore(report.startedAt()) ? report.startedAt() : end;
  }

  private static String complete(List<RunReport.NodeReport> nodes) {
    long complete = count(nodes, NodeUpgradeStatus.Complete.class);
    long failed = count(nodes, NodeUpgradeStatus.Failed.class);
    return complete
        + " of "
        + nodes.size()
        + " Complete"
        + (failed == 0 ? "" : ", " + failed + " Failed");
  }

  private static long count(
      List<RunReport.NodeReport> nodes, Class<? extends NodeUpgradeStatus> status) {
    return nodes.stream().filter(node -> status.isInstance(node.status())).count();
  }

  private String serving(OptionalInt fewest) {
    return (fewest.isPresent()
            ? "never fewer than " + fewest.getAsInt() + " by the control plane's log"
            : "fewest not known")
        + ", minimum "
        + floor;
  }
}
