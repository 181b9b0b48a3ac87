package dev.tidalctl.sandbox.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.sandbox.load.AckedSignal;
import dev.tidalctl.sandbox.load.Failure;
import dev.tidalctl.sandbox.load.Latency;
import dev.tidalctl.sandbox.load.LoadReport;
import dev.tidalctl.sandbox.load.LoadReportFile;
import dev.tidalctl.sandbox.verify.NodeVerdict;
import dev.tidalctl.sandbox.verify.VerifyReport;
import dev.tidalctl.testing.Goldens;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a demonstration shows, and what counts as flawless. */
final class DemoReportTest {
  private static final List<String> ORDER = List.of("node-1", "node-0");

  @Test
  void aFlawlessRoll() {
    DemoReport report = report(false, 0, "complete", load(0), verify(0));

    assertTrue(report.flawless());
    Goldens.check("demo.txt", DemoText.lines(report));
    Goldens.check("demo.json", JsonDocument.indented(report.document()) + "\n");
  }

  @Test
  void naiveRestartsThatClientsNoticed() {
    DemoReport report = report(true, 0, "complete", load(17), verify(0));

    assertFalse(report.flawless());
    Goldens.check("demo-naive.txt", DemoText.lines(report));
  }

  @Test
  void aRollThatFailed() {
    DemoReport report = report(false, 5, "failed", load(0), verify(0));

    assertFalse(report.flawless());
    Goldens.check("demo-failed.txt", DemoText.lines(report));
  }

  @Test
  void anythingLostIsNotFlawless() {
    assertFalse(report(false, 0, "complete", load(0), verify(1)).flawless());
    assertFalse(report(false, 0, "complete", load(1), verify(0)).flawless());
    assertFalse(report(false, 0, "stopped", load(0), verify(0)).flawless());
    assertFalse(report(false, 9, "complete", load(0), verify(0)).flawless());
  }

  @Test
  void theDocumentsOfLoadAndVerify() {
    ObjectNode load = new JsonMapper().valueToTree(load(17));
    Goldens.check("load-report.json", JsonDocument.indented(load) + "\n");
    ObjectNode verify = new JsonMapper().valueToTree(verify(1));
    Goldens.check("verify-report.json", JsonDocument.indented(verify) + "\n");
    assertFalse(LoadReportFile.withoutSignals(load(0)).has("acked"));
  }

  private static DemoReport report(
      boolean naive, int code, String outcome, LoadReport load, VerifyReport verify) {
    Path folder = Path.of("stage");
    DemoPlan plan =
        new DemoPlan(folder.resolve("tidalctl"), folder, 2, 500, 500, "2.0.0", naive, false);
    ObjectNode steps = JsonDocument.of(naive ? "NaiveReport" : "RollReport");
    steps.put("outcome", outcome).put("minServingObserved", 1);
    if (!naive) {
      steps
          .putObject("probe")
          .put("answered", 402)
          .put("failed", 0)
          .put("longestGapMs", 61)
          .put("unmeasuredMs", 0);
    }
    if (!outcome.equals("complete")) {
      steps.put("reason", "the upgrade command of node-1 exited with 1");
    }
    ArrayNode nodes = steps.putArray("nodes");
    ObjectNode phases =
        nodes.addObject().put("name", "node-0").put("status", "Complete").putObject("phases");
    phases.putObject("drain").put("seconds", 0.0421);
    phases.putObject("upgrade").put("seconds", 1.25);
    phases.putObject("rejoin").put("seconds", 0.1);
    nodes.addObject().put("name", "node-1").put("status", "Pending").putObject("phases");
    return new DemoReport(plan, code, steps, ORDER, load, verify);
  }

  private static LoadReport load(int failed) {
    List<Failure> failures =
        failed == 0
            ? List.of()
            : List.of(
                new Failure("query", "2026-03-14T09:15:00Z", 1000, "no answer in time"),
                new Failure("write", "2026-03-14T09:15:01Z", 2, "HTTP 503: no leader"));
    return new LoadReport(
        LoadReport.API_VERSION,
        LoadReport.KIND,
        "http://127.0.0.1:7400",
        7,
        "2026-03-14T09:14:50Z",
        20_000,
        9_000,
        failed,
        3,
        10_000,
        0,
        1,
        31,
        45,
        2,
        new Latency(0.9, 8.4, 19.1, 251.2),
        new Latency(1.1, 9.6, 82.6, 1100.5),
        failures,
        List.of(new AckedSignal(1, 1, "load-7-0", "63cb")));
  }

  private static VerifyReport verify(int missing) {
    List<String> problems = missing == 0 ? List.of() : List.of("signal 1 (load-7-0) is missing");
    return new VerifyReport(
        VerifyReport.API_VERSION,
        VerifyReport.KIND,
        1,
        12,
        missing,
        0,
        List.of(
            new NodeVerdict("node-0", 12, 1, 0, 0, List.of()),
            new NodeVerdict("node-1", 12, 1, missing, 0, problems)));
  }
}
