package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Version;

/** {@code RunList}, the document of {@code runs}. */
public final class RunListJson {
  private RunListJson() {}

  /** The document. */
  public static ObjectNode of(RunList list) {
    ObjectNode document = JsonDocument.of("RunList").put("cluster", list.cluster());
    ArrayNode runs = document.putArray("runs");
    for (RunList.Row row : list.rows()) {
      ObjectNode run = runs.addObject().put("runId", row.report().runId().value());
      run.put("state", row.state().word());
      JsonDocument.put(run, "outcome", row.outcome());
      JsonDocument.put(run, "startedAt", row.report().startedAt());
      JsonDocument.put(run, "finishedAt", row.report().finishedAt().map(Figures::instant));
      JsonDocument.put(run, "toVersion", row.to().map(Version::value));
      run.put("nodes", row.report().nodes().size()).put("complete", row.complete());
      JsonDocument.put(run, "next", row.next());
    }
    return document;
  }
}
