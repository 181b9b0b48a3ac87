package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunReport.NodeReport;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.Version;
import java.util.Optional;

/** {@code RollReport}, the document of {@code roll}. */
public final class RollReportJson {
  private RollReportJson() {}

  /**
   * The document.
   *
   * @param report of the run
   * @param ending how it ended
   * @param next the command to run, where there is one
   */
  public static ObjectNode of(RunReport report, Ending ending, Optional<String> next) {
    ObjectNode document = JsonDocument.of("RollReport");
    document.put("runId", report.runId().value());
    document.put("cluster", report.cluster());
    ReportOutcome outcome = ReportOutcome.of(report, ending);
    document.put("outcome", outcome.word());
    if (outcome != ReportOutcome.COMPLETE) {
      document.put("reason", ending.reason());
    }
    JsonDocument.put(document, "startedAt", report.startedAt());
    JsonDocument.put(document, "finishedAt", report.finishedAt().map(Figures::instant));
    JsonDocument.put(document, "minServingObserved", report.minServingObserved());
    ArrayNode nodes = document.putArray("nodes");
    report.nodes().forEach(node -> nodes.add(node(node)));
    report
        .availability()
        .ifPresentOrElse(
            measured -> AvailabilityWords.put(document.putObject("probe"), measured),
            () -> document.putNull("probe"));
    ArrayNode resumed = document.putArray("resumedAt");
    report.resumedAt().forEach(at -> resumed.add(Figures.instant(at)));
    ArrayNode warnings = document.putArray("warnings");
    report.warnings().forEach(warnings::add);
    return JsonDocument.put(document, "next", next);
  }

  /** The document when there was no roll to go on with. */
  public static ObjectNode nothing(Optional<RunId> run, String reason, Optional<String> next) {
    ObjectNode document = JsonDocument.of("RollReport");
    JsonDocument.put(document, "runId", run.map(RunId::value));
    document.put("outcome", ReportOutcome.NOTHING_TO_DO.word());
    document.put("reason", reason);
    document.putArray("nodes");
    JsonDocument.put(document, "next", next);
    return document;
  }

  private static ObjectNode node(NodeReport node) {
    ObjectNode json = JsonDocument.object().put("name", node.name().value());
    StatusJson.putStatus(json, node.status());
    JsonDocument.put(json, "fromVersion", node.from().map(Version::value));
    JsonDocument.put(json, "toVersion", node.to().map(Version::value));
    ObjectNode phases = json.putObject("phases");
    for (Span span : Span.values()) {
      if (node.spans().containsKey(span)) {
        phases.putObject(word(span)).put("seconds", Figures.seconds(node.spans().get(span)));
      }
    }
    ArrayNode notes = json.putArray("notes");
    node.notes().forEach(notes::add);
    return json;
  }

  static String word(Span span) {
    return switch (span) {
      case DRAIN -> "drain";
      case UPGRADE -> "upgrade";
      case REJOIN -> "rejoin";
      case SOAK -> "soak";
    };
  }
}
