package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A roll is killed for real, at events that it told, and gone on with. */
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
    String run = killAt(event, file, to);

    Outcome refused = onFile(file, "roll", "--to", to, "--yes").exits(4).says(run);
    assertTrue(refused.err().contains("roll --resume " + run), refused::toString);
    Outcome resumed = onFile(file, "roll", "--resume", "--yes", "-o", "json").exits(0);

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
    onFile(file, "roll", "--resume", run, "--yes").exits(0).says("nothing to do");
    onFile(file, "runs").exits(0).says(run + "  finished");
    onFile(file, "report", run).exits(0).says("roll " + run).says("complete").says("resumed:");
  }

  @Test
  void aResumeThatIsKilledIsResumed() throws Exception {
    String to = wanted();
    Path starts = Files.writeString(folder.resolve("starts-" + to), "");
    Path file = counting(starts);
    String run = killAt("\"stage\":\"RunningCommand\"", file, to);
    try (Launched resume =
        sandbox
            .launcher()
            .start("roll", "--resume", "--yes", "-o", "ndjson", "--cluster", file.toString())) {
      resume.awaitSaying("\"stage\":\"Shipping\"");
      resume.killAlone().await();
    }

    Outcome last = onFile(file, "roll", "--resume", run, "--yes", "-o", "json").exits(0);

    assertEquals(2, last.json().path("resumedAt").size(), last::toString);
    assertEquals(3, Files.readAllLines(starts).size());
  }

  @Test
  void anotherMachineWaitsForTheLeaseAndGoesByWhatTheClusterShows() throws Exception {
    String to = wanted();
    Path file = sandbox.clusterFile();
    String run = killAt("\"stage\":\"CatchingUp\"", file, to);
    Path other =
        sandbox.clusterFileWith(
            "other.yaml", "(?m)^state: .*$", "state: { dir: '" + folder.resolve("2") + "' }");

    onFile(other, "roll", "--resume", "--yes").exits(0).says("nothing to do");
    Outcome resumed = onFile(other, "roll", "--resume", run, "--yes").exits(0);

    resumed.says("this machine has no journal of run " + run).says("to run out (limit 20s)");
    for (JsonNode node : sandbox.control().cluster().path("shards")) {
      assertEquals(to, node.path("version").asText());
      assertEquals("serving", node.path("routing").asText());
    }
  }

  @Test
  void changedFilesAreShownOrRefusedBeforeAnythingIsContacted() throws Exception {
    String run = killAt("\"stage\":\"Out\"", sandbox.clusterFile(), wanted());
    long before = sandbox.control().lastTransition();
    Path soak = sandbox.clusterFileWith("soak.yaml", "soak: 0s", "soak: 1s");
    Path members = sandbox.clusterFileWith("members.yaml", "name: node-2", "name: node-7");

    onFile(soak, "roll", "--resume", run, "--yes").exits(2).says("policy.soak was 0s and is 1s");
    onFile(members, "roll", "--resume", run, "--yes", "--accept-changes").exits(3).says("node-7");
    assertEquals(before, sandbox.control().lastTransition());

    onFile(soak, "roll", "--resume", run, "--yes", "--accept-changes").exits(0);
  }

  @Test
  void goingBackIsClosingTheRunAndRollingToTheOldVersion() throws Exception {
    String old = sandbox.control().node("node-0").path("version").asText();
    String run = killAt("\"stage\":\"Returning\"", sandbox.clusterFile(), wanted());
    sandbox
        .control()
        .await("abandoned", seen -> seen.path("lease").path("state").asText().equals("abandoned"));

    JsonNode closed = sandbox.tidalctl("runs", "close", run, "-o", "json").exits(0).json();
    String held = closed.path("held").path(0).asText();
    sandbox.tidalctl("roll", "--to", old, "--yes", "--adopt", held).exits(0);

    assertEquals(old, sandbox.control().node(held).path("version").asText());
    sandbox.tidalctl("runs").exits(0).says(run + "  closed");
  }

  /** Rolls until it tells the event, kills the tool alone, and returns the run. */
  private static String killAt(String event, Path file, String to)
      throws IOException, InterruptedException {
    try (Launched roll =
        sandbox
            .launcher()
            .start("roll", "--to", to, "--yes", "-o", "ndjson", "--cluster", file.toString())) {
      roll.awaitSaying(event);
      Outcome killed = roll.killAlone().await();
      String first = killed.out().lines().findFirst().orElseThrow();
      return first.replaceAll(".*\"runId\":\"([^\"]*)\".*", "$1");
    }
  }

  private static Outcome onFile(Path file, String... args)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(args));
    words.addAll(List.of("--cluster", file.toString()));
    return sandbox.launcher().run(words.toArray(String[]::new));
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
