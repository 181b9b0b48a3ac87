package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.testing.Goldens;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every JSON document, held against its golden. */
final class DocumentsTest {
  private static final Optional<String> NEXT = Optional.of("tidalctl rejoin node-1");

  @Test
  void clusterStatus() {
    check("status.json", StatusJson.of(Samples.whole()));
    check("status-unfinished.json", StatusJson.of(Samples.unfinished()));
    check("status-leaderless.json", StatusJson.of(Samples.leaderless()));
  }

  @Test
  void nodeReport() {
    check(
        "node-report.json",
        NodeReportJson.of(
            Samples.drained(),
            Samples.COMPLETE,
            Samples.unfinished().node(Samples.NODE_1),
            Optional.of("events"),
            NEXT));
  }

  @Test
  void rollReport() {
    check(
        "report-complete.json",
        RollReportJson.of(Samples.complete(), Samples.COMPLETE, Optional.empty()));
    check("runs.json", RunListJson.of(Samples.runs()));
    check("run-closed.json", Samples.closed().document());
    check(
        "roll-nothing.json",
        RollReportJson.nothing(Optional.empty(), "no roll is unfinished", Optional.empty()));
    check("report-failed.json", RollReportJson.of(Samples.failed(), Samples.FAILED, NEXT));
  }

  @Test
  void rollPlan() {
    check("plan.json", PlanJson.of(Samples.planned()));
  }

  @Test
  void checkReport() {
    check("check.json", CheckText.json(Samples.check()));
  }

  @Test
  void error() {
    check(
        "error.json",
        TroubleText.json(
            new Trouble(
                7,
                List.of(),
                "the cluster can't be reached",
                "cp-1 is down",
                "no change",
                "wait")));
  }

  @Test
  void events() {
    Goldens.check(
        "events.ndjson",
        Samples.events().stream()
            .flatMap(event -> EventJson.of(event).stream())
            .map(JsonDocument::line)
            .toList());
  }

  @Test
  void hookEvents() {
    Goldens.check(
        "events-hook.ndjson",
        Samples.hookEvents().stream()
            .flatMap(event -> EventJson.of(event).stream())
            .map(JsonDocument::line)
            .toList());
  }

  private static void check(String name, ObjectNode document) {
    Goldens.check(name, JsonDocument.indented(document) + "\n");
  }
}
