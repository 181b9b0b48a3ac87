package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, what changes nothing, and what somebody else's hold means. */
@Order(1)
final class RefusalsIT {
  @TempDir private static Path folder;

  private static RealSandbox sandbox;

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
  void aRejoinOfAServingNodeChangesNothing() throws Exception {
    List<JsonNode> before = sandbox.control().transitions(0, List.of("routing", "leadership"));

    sandbox.tidalctl("rejoin", "node-1").exits(0);

    assertEquals(before, sandbox.control().transitions(0, List.of("routing", "leadership")));
  }

  @Test
  void aRollThatMeetsAnothersHoldIsRefusedNamingIt() throws Exception {
    sandbox.tidalctlAs("alice@elsewhere", "drain", "node-1", "--reason", "disk").exits(0);
    long before = sandbox.control().lastTransition();

    sandbox.tidalctl("roll", "--to", "7.0.0", "--yes").exits(3).says("node-1").says("alice");

    assertEquals(List.of(), sandbox.control().transitions(before, List.of("routing")));
  }

  @Test
  void anotherHoldIsLeftAloneWhenItsNodeIsSkipped() throws Exception {
    sandbox.tidalctlAs("alice@elsewhere", "drain", "node-1", "--reason", "disk").exits(0);

    sandbox
        .tidalctl("roll", "--to", "3.0.0", "--yes", "--skip", "node-1", "--max-unavailable", "2")
        .exits(0);

    JsonNode cluster = sandbox.control().cluster();
    JsonNode held = ControlApi.node(cluster, "node-1");
    assertEquals("drained", held.path("routing").asText());
    assertEquals("alice@elsewhere", held.path("hold").path("owner").asText());
    assertEquals("3.0.0", ControlApi.node(cluster, "node-0").path("version").asText());
    assertEquals("3.0.0", ControlApi.node(cluster, "node-2").path("version").asText());
  }

  @Test
  void aNodeThatAppliesNothingIsNotDrainedAndServesOn() throws Exception {
    sandbox.fault("pause-apply", "node-1");
    sandbox.control().write("unapplied", 10);

    Outcome drain = sandbox.tidalctl("drain", "node-1", "--timeout", "3s");

    assertTrue(drain.code() == 6 || drain.code() == 3, drain::toString);
    drain.says("lag");
    assertEquals("serving", sandbox.control().node("node-1").path("routing").asText());
  }

  @Test
  void aRollWithoutATerminalNeedsYes() throws Exception {
    long before = sandbox.control().lastTransition();

    sandbox.tidalctl("roll", "--to", "9.0.0").exits(2).says("--yes");

    assertEquals(before, sandbox.control().lastTransition());
  }

  @Test
  void aDryRunShowsThePlanAndChangesNothing() throws Exception {
    long before = sandbox.control().lastTransition();
    String leader = sandbox.control().leader();

    Outcome plan = sandbox.tidalctl("roll", "--to", "9.0.0", "--dry-run").exits(0);

    assertTrue(plan.out().contains(leader), plan::toString);
    assertEquals(before, sandbox.control().lastTransition());
  }

  @Test
  void aKeptPlanStopsAfterAsManyNodesAsAskedTellingHooksMetricsAndLog() throws Exception {
    Path told = folder.resolve("told.ndjson");
    String hook = "[sh, -c, 'cat >> \"$0\"', '" + told + "']";
    Path hooked =
        sandbox.clusterFileWith(
            "hooked.yaml",
            "(?m)^policy:",
            "hooks: { beforeNode: %s, afterNode: %s }\npolicy:".formatted(hook, hook));
    String plan = folder.resolve("plan.json").toString();
    Path metrics = folder.resolve("roll.prom");
    Path log = folder.resolve("roll.log");
    sandbox
        .on(hooked, "roll", "--to", "4.0.0", "--stop-after", "1", "--dry-run", "--plan-out", plan)
        .exits(0)
        .says("upgrade:");

    JsonNode report =
        sandbox
            .on(
                hooked,
                "roll",
                "--plan",
                plan,
                "--yes",
                "-o",
                "json",
                "--metrics-file",
                metrics.toString(),
                "--log-file",
                log.toString())
            .exits(9)
            .json();

    assertEquals(
        List.of("beforeNode", "afterNode"),
        Files.readAllLines(told).stream().map(line -> line.split("\"", -1)[11]).toList());
    assertTrue(Files.readString(metrics).contains("state=\"stopped\"} 1\n"));
    assertTrue(Files.readString(log).contains(" Complete ("), () -> "" + log);
    sandbox
        .on(hooked, "roll", "--plan", plan, "--dry-run")
        .exits(3)
        .says("order was")
        .says("versions.");

    assertEquals("stopped", report.path("outcome").asText());
    long upgraded =
        sandbox.control().cluster().findValuesAsText("version").stream()
            .filter("4.0.0"::equals)
            .count();
    assertEquals(1, upgraded);
    assertEquals(
        3,
        sandbox.control().cluster().findValuesAsText("routing").stream()
            .filter("serving"::equals)
            .count());
  }

  @Test
  void aClusterOfAnotherNameIsRefused() throws Exception {
    Path other = sandbox.clusterFileWith("other.yaml", "name: sandbox", "name: production");
    long before = sandbox.control().lastTransition();

    Outcome drain =
        sandbox.launcher().run("drain", "node-1", "--cluster", other.toString()).exits(3);

    drain.says("production").says("sandbox");
    assertEquals(before, sandbox.control().lastTransition());
  }

  @Test
  void aControlPlaneThatIsNotThereIsUnreachable() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    Path gone =
        sandbox.clusterFileWith(
            "gone.yaml", "http://127.0.0.1:[0-9]+", "http://127.0.0.1:" + nobody);

    sandbox.launcher().run("status", "--cluster", gone.toString()).exits(7).says("" + nobody);
    sandbox.launcher().run("drain", "node-1", "--cluster", gone.toString()).exits(7);
  }

  @Test
  void aBadClusterFileIsRefusedWithAllItsProblems() throws Exception {
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            apiVersion: tidalctl/v1
            name: sandbox
            driver: tidal
            controlplane: { endpoints: ["http://127.0.0.1:1"] }
            nodes: [{ name: node-0, shard: -1 }]
            """);

    Outcome refused =
        sandbox.launcher().run("roll", "--to", "2", "--yes", "--cluster", bad.toString()).exits(2);

    refused.says("bad.yaml:4:1: ").says("did you mean").says("bad.yaml:5:");
  }
}
