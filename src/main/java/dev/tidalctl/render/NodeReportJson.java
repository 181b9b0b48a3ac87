package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import java.util.Optional;

/** {@code NodeReport}, the document of {@code drain} and {@code rejoin}. */
public final class NodeReportJson {
  private NodeReportJson() {}

  /**
   * The document.
   *
   * @param report of the run
   * @param ending how it ended
   * @param node as it was seen last; null in the document when it never was
   * @param lagUnit what its lag counts; present when the node is
   * @param next the command to run, where there is one
   */
  public static ObjectNode of(
      RunReport report,
      Ending ending,
      Optional<NodeStatus> node,
      Optional<String> lagUnit,
      Optional<String> next) {
    ObjectNode document = JsonDocument.of("NodeReport");
    document.put("runId", report.runId().value());
    document.put("cluster", report.cluster());
    ReportOutcome outcome = ReportOutcome.of(report, ending);
    document.put("outcome", outcome.word());
    document.put("reason", ending.reason());
    JsonDocument.put(document, "lagUnit", lagUnit);
    document.set("node", node.map(StatusJson::node).orElse(null));
    return JsonDocument.put(document, "next", next);
  }
}
