package dev.tidalctl.sandbox.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage with real processes. */
final class StageIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path dir;

  @AfterEach
  void end() {
    Stage.at(dir).down();
  }

  @Test
  void upStartsWhatDownEndsAndNothingElse() throws Exception {
    Stage stage = Stage.at(dir);

    StageDescription up = stage.up(StageOptions.of(3));

    assertEquals(3, up.nodes().size());
    assertTrue(up.processes().stream().allMatch(LiveProcess::isAlive));
    assertTrue(Files.readString(up.clusterFile()).contains(up.requireControl().url().toString()));
    assertEquals(up, stage.describe());
    SandboxException refused =
        assertThrows(SandboxException.class, () -> stage.up(StageOptions.of(3)));
    assertTrue(refused.next().contains("sandbox down"));
    assertTrue(up.processes().stream().allMatch(LiveProcess::isAlive), "left as it was");

    stage.down();
    assertFalse(up.processes().stream().anyMatch(LiveProcess::isAlive));
    assertEquals(3, stage.down().nodes().size(), "again: nothing to do");
  }

  @Test
  void upgradesOfSeveralNodesAtOnceEachReplaceTheProcess() throws Exception {
    Stage stage = Stage.at(dir);
    StageDescription before = stage.up(StageOptions.of(3));
    long written = write(before, "before");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<NodeEntry>> upgrades =
          List.of(
              threads.submit(() -> stage.upgrade("node-1", "2.0.0")),
              threads.submit(() -> stage.upgrade("node-2", "2.0.0")));
      for (Future<NodeEntry> upgrade : upgrades) {
        NodeEntry after = upgrade.get();
        NodeEntry old = before.node(after.name());
        assertEquals("2.0.0", after.version());
        assertNotEquals(old.pid(), after.pid());
        assertNotEquals(old.incarnation(), after.incarnation());
        assertFalse(old.process().isAlive());
        assertEquals(after, stage.describe().node(after.name()));
        assertEquals(List.of("before"), signals(after, written), "it kept what it had");
      }
    }
  }

  @Test
  void aKilledLeaderAndAKilledControlPlaneComeBackWithEverything() throws Exception {
    Stage stage = Stage.at(dir);
    StageDescription before = stage.up(StageOptions.of(3));
    write(before, "before");

    stage.fault(new Fault.Kill("node-0"));
    try (HttpPeer gateway = HttpPeer.at(before.requireControl().url())) {
      assertEquals(503, gateway.post("/v1/signals", signal("lost"), LIMIT).status());
    }
    stage.fault(new Fault.Kill(Stage.CONTROL));
    StageDescription after = stage.fault(new Fault.Heal(Fault.ALL));

    assertEquals(before.requireControl().url(), after.requireControl().url());
    long written = write(after, "after");
    NodeEntry leader = after.node("node-0");
    assertEquals(List.of("before", "after"), signals(leader, written));
  }

  @Test
  void whatNoSandboxHasMadeIsNotRemoved() throws IOException {
    Path precious = Files.createDirectory(dir.resolve("state")).resolve("journal");
    Files.writeString(precious, "precious");

    SandboxException refused =
        assertThrows(SandboxException.class, () -> Stage.at(dir).up(StageOptions.of(1)));

    assertTrue(refused.why().contains("state"));
    assertEquals("precious", Files.readString(precious));
  }

  @Test
  void aSecondSandboxInTheSameDirectoryBeginsAnew() throws IOException {
    Stage stage = Stage.at(dir);
    write(stage.up(StageOptions.of(1)), "old");
    stage.down();

    StageDescription anew = stage.up(StageOptions.of(2));

    long written = write(anew, "new");
    assertEquals(List.of("new"), signals(anew.node("node-1"), written));
  }

  @Test
  void whatIsNotThereIsNamed() {
    Stage stage = Stage.at(dir);
    assertTrue(assertThrows(SandboxException.class, stage::describe).next().contains("sandbox up"));
    assertEquals(List.of(), stage.down().nodes());
    assertTrue(
        assertThrows(SandboxException.class, () -> Fault.parse("explode", "node-0"))
            .why()
            .contains("pause-apply"));
  }

  private static long write(StageDescription stage, String id) throws IOException {
    try (HttpPeer gateway = HttpPeer.at(stage.requireControl().url())) {
      Reply reply = gateway.post("/v1/signals", signal(id), LIMIT);
      assertEquals(201, reply.status(), reply.text());
      return reply.document().number("seqno");
    }
  }

  private static JsonObject signal(String id) {
    return JsonObject.builder().put("id", id).put("payload", "x").build();
  }

  /** The signals a node has once it has applied {@code seqno}. */
  private static List<String> signals(NodeEntry entry, long seqno) throws IOException {
    try (HttpPeer node = HttpPeer.at(entry.url())) {
      assertEquals(
          200, node.get("/applied?waitMs=10000&atLeast=" + seqno, LIMIT.plus(LIMIT)).status());
      return node.get("/signals", LIMIT).document().objects("signals").stream()
          .map(found -> found.text("id"))
          .toList();
    }
  }
}
