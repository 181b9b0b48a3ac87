package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A roll is killed for real, and somebody goes on elsewhere, with another file, or goes back. */
@Order(1)
final class ResumeOtherwiseIT {
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

  @Test
  void anotherMachineWaitsForTheLeaseAndGoesByWhatTheClusterShows() throws Exception {
    String to = wanted();
    Path file = sandbox.clusterFile();
    String run = KilledRoll.at(sandbox, "\"stage\":\"CatchingUp\"", file, to);
    Path other =
        sandbox.clusterFileWith(
            "other.yaml", "(?m)^state: .*$", "state: { dir: '" + folder.resolve("2") + "' }");

    sandbox.on(other, "roll", "--resume", "--yes").exits(0).says("nothing to do");
    Outcome resumed = sandbox.on(other, "roll", "--resume", run, "--yes").exits(0);

    resumed.says("this machine has no journal of run " + run).says("to run out (limit 20s)");
    for (JsonNode node : sandbox.control().cluster().path("shards")) {
      assertEquals(to, node.path("version").asText());
      assertEquals("serving", node.path("routing").asText());
    }
  }

  @Test
  void changedFilesAreShownOrRefusedBeforeAnythingIsContacted() throws Exception {
    String run = KilledRoll.at(sandbox, "\"stage\":\"Out\"", sandbox.clusterFile(), wanted());
    long before = sandbox.control().lastTransition();
    Path soak = sandbox.clusterFileWith("soak.yaml", "soak: 0s", "soak: 1s");
    Path members = sandbox.clusterFileWith("members.yaml", "name: node-2", "name: node-7");

    sandbox
        .on(soak, "roll", "--resume", run, "--yes")
        .exits(2)
        .says("policy.soak was 0s and is 1s");
    sandbox
        .on(members, "roll", "--resume", run, "--yes", "--accept-changes")
        .exits(3)
        .says("node-7");
    // The lease of the killed roll may run out meanwhile.
    assertEquals(
        List.of(), sandbox.control().transitions(before, List.of("routing", "leadership")));

    sandbox.on(soak, "roll", "--resume", run, "--yes", "--accept-changes").exits(0);
  }

  @Test
  void goingBackIsClosingTheRunAndRollingToTheOldVersion() throws Exception {
    String old = sandbox.control().node("node-0").path("version").asText();
    String run = KilledRoll.at(sandbox, "\"stage\":\"Returning\"", sandbox.clusterFile(), wanted());
    sandbox
        .control()
        .await("abandoned", seen -> seen.path("lease").path("state").asText().equals("abandoned"));

    JsonNode closed = sandbox.tidalctl("runs", "close", run, "-o", "json").exits(0).json();
    String held = closed.path("held").path(0).asText();
    sandbox.tidalctl("roll", "--to", old, "--yes", "--adopt", held).exits(0);

    assertEquals(old, sandbox.control().node(held).path("version").asText());
    sandbox.tidalctl("runs").exits(0).says(run + "  closed");
  }
}
