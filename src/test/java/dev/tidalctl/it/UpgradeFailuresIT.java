package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade command that does not do its work. */
final class UpgradeFailuresIT {
  private static final String COMMAND = "(?m)^  command: .*$";
  private static final long MANY_BYTES = 1L << 30;
  private static final long LOG_LIMIT = 16L << 20;

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

  @AfterEach
  void restore() throws Exception {
    sandbox.restore();
  }

  @Test
  void aCommandThatFailsLeavesItsNodeDrainedAndStopsTheRoll() throws Exception {
    rollFailsAndItsNextCommandWorks("  command: [sh, -c, 'echo broken; exit 1']");
  }

  @Test
  void aCommandThatHangsIsEndedAtItsLimit() throws Exception {
    Path pid = folder.resolve("pid");

    rollFailsAndItsNextCommandWorks(
        "  command: [sh, -c, 'echo $$ > " + pid + "; sleep 600 & wait']");

    long hung = Long.parseLong(Files.readString(pid).strip());
    assertTrue(ProcessHandle.of(hung).filter(ProcessHandle::isAlive).isEmpty(), "it still runs");
  }

  @Test
  void aCommandThatPrintsAGibibyteFillsNoDisk() throws Exception {
    rollFailsAndItsNextCommandWorks(
        "  command: [sh, -c, 'head -c " + MANY_BYTES + " /dev/zero; exit 1']");

    try (Stream<Path> logs = Files.walk(folder.resolve("stage/state"))) {
      long written =
          logs.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertTrue(written < LOG_LIMIT, () -> written + " bytes of logs");
    }
  }

  private void rollFailsAndItsNextCommandWorks(String command)
      throws IOException, InterruptedException {
    String wanted = version++ + ".0.0";
    String good = Files.readString(sandbox.clusterFile());
    Path file = sandbox.clusterFileWith("broken.yaml", COMMAND, command);
    Files.writeString(file, Files.readString(file).replace("upgrade: 60s", "upgrade: 3s"));
    long before = sandbox.control().lastTransition();

    Outcome roll =
        sandbox
            .launcher()
            .run("roll", "--cluster", file.toString(), "--to", wanted, "--yes", "-o", "json");

    roll.exits(5);
    JsonNode report = roll.json();
    assertEquals("failed", report.path("outcome").asText(), roll::toString);
    List<JsonNode> transitions = sandbox.control().transitions(before);
    String touched = Served.drained(transitions).getFirst();
    assertEquals(List.of(touched), Served.drained(transitions), "no other node is touched");
    JsonNode node = sandbox.control().node(touched);
    assertEquals("drained", node.path("routing").asText());
    assertEquals(report.path("runId").asText(), node.path("hold").path("runId").asText());
    for (JsonNode reported : report.path("nodes")) {
      assertEquals(
          reported.path("name").asText().equals(touched) ? "Failed" : "Pending",
          reported.path("status").asText());
    }

    Files.writeString(file, good);
    String next = roll.next();
    sandbox
        .launcher()
        .runPrinted(next.startsWith("tidalctl roll") ? next + " --yes" : next)
        .exits(0);
    assertEquals("serving", sandbox.control().node(touched).path("routing").asText());
  }
}
