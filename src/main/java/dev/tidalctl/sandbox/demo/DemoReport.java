package dev.tidalctl.sandbox.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.sandbox.load.LoadReport;
import dev.tidalctl.sandbox.load.LoadReportFile;
import dev.tidalctl.sandbox.verify.VerifyReport;
import java.util.List;

/**
 * What a demonstration showed.
 *
 * @param plan what was asked for
 * @param exitCode the exit code of the roll, 0 for naive restarts
 * @param steps the document of the roll or of the naive restarts
 * @param order the nodes in the order in which they were taken out of service
 * @param load what clients saw meanwhile
 * @param verify what the nodes hold afterwards
 */
public record DemoReport(
    DemoPlan plan,
    int exitCode,
    ObjectNode steps,
    List<String> order,
    LoadReport load,
    VerifyReport verify) {
  /** Copies the document and the list. */
  public DemoReport {
    steps = steps.deepCopy();
    order = List.copyOf(order);
  }

  @Override
  public ObjectNode steps() {
    return steps.deepCopy();
  }

  /** True when all nodes are at the new version, and no client noticed or lost anything. */
  public boolean flawless() {
    return exitCode == 0
        && steps.path("outcome").asText().equals("complete")
        && load.flawless()
        && verify.complete();
  }

  /** The document: that of the roll, with {@code load} (without its signals) and {@code verify}. */
  public ObjectNode document() {
    ObjectNode document = steps();
    document.set("load", LoadReportFile.withoutSignals(load));
    document.set("verify", new JsonMapper().valueToTree(verify));
    return document;
  }
}
