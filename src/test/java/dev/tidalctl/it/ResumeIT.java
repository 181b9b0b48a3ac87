package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A roll is killed for real, at events that it told, and gone on with on the same machine. */
@Order(1)
final class ResumeIT {
  private static final String COMMAND = "(?m)^  command: .*$";

  @TempDir private static Path folder;

  private static RealSandbox sandbox;
  private static int version = 1;

  @BeforeAll
  static void up() throws Exception {
    sandbox = RealSandbox.up(folder.resolve("stage"), 3);
  }

  @AfterAll
  static void down() throws Exception {
    sandbox.close();
  }

  @AfterEach
  void restore() throws Exception {
    sandbox.restore();
  }

  private static String wanted() {
    version++;
    return version + ".0.0";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"stage\":\"RunningCommand\"",
        "\"stage\":\"Shipping\"",
        "\"event\":\"LeadershipMoved\""
      })
  void whereverARollIsKilledItsResumeFinishesTheJob(String event) throws Exception {
    String to = wanted();
    Path starts = Files.writeString(folder.resolve("starts-" + to), "");
    Path file = counting(starts);
    long before = sandbox.control().lastTransition();
    String run = KilledRoll.at(sandbox, event, file, to);

    Outcome refused = sandbox.on(file, "roll", "--to", to, "--yes").exits(4).says(run);
    assertTrue(refused.err().contains("roll --resume " + run), refused::toString);
    Outcome resumed = sandbox.on(file, "roll", "--resume", "--yes", "-o", "json").exits(0);

    assertEquals("complete", resumed.json().path("outcome").asText(), resumed::toString);
    assertEquals(run, resumed.json().path("runId").asText());
    assertEquals(1, resumed.json().path("resumedAt").size(), resumed::toString);
    for (JsonNode node : resumed.json().path("nodes")) {
      assertEquals("Complete", node.path("status").asText(), resumed::toString);
    }
    for (JsonNode node : sandbox.control().cluster().path("shards")) {
      assertEquals(to, node.path("version").asText());
      assertEquals("serving", node.path("routing").asText());
    }
    assertEquals(
        List.of("node-0", "node-1", "node-2"),
        Files.readAllLines(starts).stream().sorted().toList(),
        "each upgrade command ran once");
    assertEquals(2, Served.fewest(sandbox.control().transitions(before), 3));
    sandbox.on(file, "roll", "--resume", run, "--yes").exits(0).says("nothing to do");
    sandbox.on(file, "runs").exits(0).says(run + "  finished");
    Path page = folder.resolve(to + ".html");
    sandbox
        .on(file, "report", run, "--html", page.toString())
        .exits(0)
        .says("roll " + run)
        .says("complete")
        .says("resumed:");
    assertTrue(Files.readString(page).contains("url(#died)"), "the kill is drawn");
  }

  @Test
  void aResumeThatIsKilledIsResumed() throws Exception {
    String to = wanted();
    Path starts = Files.writeString(folder.resolve("starts-" + to), "");
    Path file = counting(starts);
    String run = KilledRoll.at(sandbox, "\"stage\":\"RunningCommand\"", file, to);
    try (Launched resume =
        sandbox
            .launcher()
            .start("roll", "--resume", "--yes", "-o", "ndjson", "--cluster", file.toString())) {
      resume.awaitSaying("\"stage\":\"Shipping\"");
      resume.killAlone().await();
    }

    Outcome last = sandbox.on(file, "roll", "--resume", run, "--yes", "-o", "json").exits(0);

    assertEquals(2, last.json().path("resumedAt").size(), last::toString);
    assertEquals(3, Files.readAllLines(starts).size());
  }

  /** A cluster file whose upgrade command notes each of its starts. */
  private static Path counting(Path starts) throws IOException {
    String command =
        Files.readAllLines(sandbox.clusterFile()).stream()
            .filter(line -> line.startsWith("  command: "))
            .findFirst()
            .orElseThrow()
            .replaceFirst(
                "\\[",
                "[sh, -c, 'echo \"\\$1\" >> " + starts + "; shift; exec \"\\$@\"', sh, '{node}', ");
    return sandbox.clusterFileWith("counting.yaml", COMMAND, command);
  }
}
