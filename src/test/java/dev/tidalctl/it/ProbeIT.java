package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the probe measures of a roll, and how it holds one back. */
@Order(1)
final class ProbeIT {
  private static final String PROBE = "(?m)^probe: .*$";
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private static Path folder;

  private static RealSandbox sandbox;
  private static int version = 10;

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder.resolve("stage"), 3);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @Test
  void everyQueryOfASandboxRollIsAnswered() throws Exception {
    sandbox.tidalctl("check").exits(0).says("pass  probe: http://127.0.0.1:");

    JsonNode report =
        sandbox.tidalctl("roll", "--to", nextVersion(), "--yes", "-o", "json").exits(0).json();

    JsonNode probe = report.path("probe");
    assertTrue(probe.path("answered").asInt() > 20, probe::toString);
    assertEquals(0, probe.path("failed").asInt(-1), probe::toString);
    assertTrue(probe.path("longestGapMs").asInt() >= 50, probe::toString);
  }

  @Test
  void aCommandCanBeAskedInstead() throws Exception {
    Path file =
        sandbox.clusterFileWith("exec.yaml", PROBE, "probe: { exec: [\"true\"], interval: 200ms }");

    JsonNode report = roll(file, nextVersion()).exits(0).json();

    assertTrue(report.path("probe").path("answered").asInt() > 0, report::toString);
    assertEquals(0, report.path("probe").path("failed").asInt(-1), report::toString);
  }

  @Test
  void withoutAProbeItSaysSo() throws Exception {
    Path file = sandbox.clusterFileWith("without.yaml", PROBE, "");

    sandbox
        .launcher()
        .run("roll", "--cluster", file.toString(), "--to", nextVersion(), "--yes")
        .exits(0)
        .says("availability: not measured");
  }

  @Test
  void failuresPauseTheRollBeforeTheNextNodeAndItGoesOnByItself() throws Exception {
    try (SwitchedPage page = SwitchedPage.open()) {
      Path file = sandbox.clusterFileWith("paused.yaml", PROBE, page.asProbe());
      Launched roll =
          sandbox
              .launcher()
              .start(
                  "roll",
                  "--cluster",
                  file.toString(),
                  "--to",
                  nextVersion(),
                  "--yes",
                  "-o",
                  "ndjson");
      roll.awaitSaying("\"status\":\"Upgrading\"");
      page.answersWith(503);
      roll.awaitSaying("\"event\":\"ProbeFailing\"");
      roll.awaitSaying("\"status\":\"Complete\"");
      page.answersWith(200);

      List<String> news = roll.await().exits(0).out().lines().toList();
      int failing = first(news, "\"event\":\"ProbeFailing\"", 0);
      int answering = first(news, "\"event\":\"ProbeAnswering\"", failing);
      int nextNode = first(news, "\"status\":\"Draining\"", failing);
      assertTrue(failing < answering && answering < nextNode, () -> String.join("\n", news));
      JsonNode report = MAPPER.readTree(news.getLast());
      assertTrue(report.path("probe").path("failed").asInt() >= 3, report::toString);
      assertTrue(news.get(failing).contains("HTTP 503"), () -> news.get(failing));
    }
  }

  @Test
  void failingForGoodStopsTheRollSafelyAndItsNextCommandGoesOn() throws Exception {
    try (SwitchedPage page = SwitchedPage.open()) {
      Path file = sandbox.clusterFileWith("stopped.yaml", PROBE, page.asProbe());
      Files.writeString(
          file, Files.readString(file).replace("upgrade: 60s", "upgrade: 60s, drain: 4s"));
      Launched roll =
          sandbox
              .launcher()
              .start(
                  "roll",
                  "--cluster",
                  file.toString(),
                  "--to",
                  nextVersion(),
                  "--yes",
                  "-o",
                  "ndjson");
      roll.awaitSaying("\"status\":\"Upgrading\"");
      page.answersWith(503);

      Outcome ended = roll.await().exits(5);

      JsonNode report = MAPPER.readTree(ended.out().lines().toList().getLast());
      assertEquals("failed", report.path("outcome").asText());
      assertTrue(report.path("reason").asText().contains("probe is not answered"), ended::toString);
      assertEquals(
          1,
          Stream.of("node-0", "node-1", "node-2").filter(node -> complete(report, node)).count());
      assertAllServing();

      page.answersWith(200);
      sandbox.launcher().runPrinted(report.path("next").asText() + " --yes").exits(0);
    }
  }

  @Test
  void aServiceThatIsDownBeforehandIsNotRolled() throws Exception {
    try (SwitchedPage page = SwitchedPage.open()) {
      page.answersWith(500);
      Path file = sandbox.clusterFileWith("refused.yaml", PROBE, page.asProbe());
      Files.writeString(
          file, Files.readString(file).replace("upgrade: 60s", "upgrade: 60s, drain: 2s"));
      long before = routingChanges();

      sandbox
          .launcher()
          .run("check", "--cluster", file.toString())
          .exits(3)
          .says("was not answered: HTTP 500");
      Outcome roll = roll(file, nextVersion()).exits(3).says("probe is not answered");

      assertEquals("refused", roll.json().path("outcome").asText());
      assertEquals(before, routingChanges());
    }
  }

  private static Outcome roll(Path file, String to) throws Exception {
    return sandbox
        .launcher()
        .run("roll", "--cluster", file.toString(), "--to", to, "--yes", "-o", "json");
  }

  private static String nextVersion() {
    return version++ + ".0.0";
  }

  private static long routingChanges() throws Exception {
    return sandbox.control().transitions(0, List.of("routing", "leadership")).size();
  }

  private static boolean complete(JsonNode report, String name) {
    for (JsonNode node : report.path("nodes")) {
      if (node.path("name").asText().equals(name)) {
        return node.path("status").asText().equals("Complete");
      }
    }
    return false;
  }

  private static void assertAllServing() throws Exception {
    for (JsonNode shard : sandbox.control().cluster().path("shards")) {
      assertEquals("serving", shard.path("routing").asText(), shard::toString);
    }
  }

  private static int first(List<String> lines, String part, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no " + part + " in\n" + String.join("\n", lines));
  }
}
