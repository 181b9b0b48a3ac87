package dev.tidalctl.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.HookJob;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.read.ClusterFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks as real processes. */
final class OperatorHooksTest {
  private static final RunId RUN = new RunId("20260314-091400-7f3a");
  private static final String PATH = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");

  @TempDir Path folder;

  @Test
  void readsTheEventOnStandardInputAndIsGivenItsWordsWithoutAShell() throws Exception {
    try (OperatorHooks hooks =
        hooks(
            "beforeNode: [sh, -c, 'cat; echo \"$1 $TIDALCTL_HOST $0\" >&2', '{node}', '$HOME']")) {
      CommandEnd end = hooks.run(job(Hook.BEFORE_NODE, Optional.of("node-1")));

      assertEquals(new CommandEnd.How.Exited(0), end.how());
      assertEquals(
          """
          {"apiVersion":"tidalctl/v1","kind":"HookEvent","hook":"beforeNode",\
          "at":"2026-03-14T09:15:00Z","cluster":"prod","runId":"20260314-091400-7f3a",\
          "toVersion":"2.0.0","node":{"name":"node-1","shard":1,"host":"db-1","zone":"b",\
          "role":"leader","version":"1.0.0"},"outcome":null,"reason":null}
          $HOME db-1 node-1
          """,
          Files.readString(Path.of(end.log())));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(end.log()))));
    }
  }

  @Test
  void oneForTheWholeRollKnowsHowItEnded() throws Exception {
    try (OperatorHooks hooks = hooks("onComplete: [sh, -c, 'cat; exit 7']")) {
      CommandEnd end = hooks.run(job(Hook.ON_COMPLETE, Optional.empty()));

      assertEquals(new CommandEnd.How.Exited(7), end.how());
      assertTrue(
          Files.readString(Path.of(end.log()))
              .endsWith("\"node\":null,\"outcome\":\"complete\",\"reason\":\"all is done\"}\n"));
    }
  }

  @Test
  void aProgramThatIsNotThereWasNeverStarted() throws Exception {
    try (OperatorHooks hooks = hooks("afterNode: [no-such-program-anywhere]")) {
      CommandEnd end = hooks.run(job(Hook.AFTER_NODE, Optional.of("node-1")));

      assertEquals(
          new CommandEnd.How.NotStarted("there is no program no-such-program-anywhere"), end.how());
    }
  }

  @Test
  void oneThatStillRunsWhenTidalctlEndsIsKilledWithAllItStarted() throws Exception {
    Path pid = folder.resolve("pid");
    CompletableFuture<CommandEnd> ended = new CompletableFuture<>();
    try (OperatorHooks hooks =
        hooks("afterNode: [sh, -c, 'sleep 600 & echo $! > \"$0\"; wait', '" + pid + "']")) {
      Thread.ofVirtual()
          .start(() -> ended.complete(hooks.run(job(Hook.AFTER_NODE, Optional.of("node-1")))));
      while (!Files.exists(pid) || Files.readString(pid).isBlank()) {
        Thread.onSpinWait();
      }
    }
    assertInstanceOf(CommandEnd.How.Unknown.class, ended.get(10, TimeUnit.SECONDS).how());
    Optional<ProcessHandle> sleeper =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    if (sleeper.isPresent()) {
      sleeper.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private OperatorHooks hooks(String hook) throws Exception {
    return new OperatorHooks(
        file(hook),
        folder.resolve("runs"),
        Map.of("PATH", PATH),
        () -> Instant.parse("2026-03-14T09:15:00Z"));
  }

  private ClusterFile file(String hook) throws Exception {
    Path file = folder.resolve("prod.yaml");
    write(
        file,
        """
        apiVersion: tidalctl/v1
        name: prod
        driver: tidal
        controlPlane: { endpoints: ["http://127.0.0.1:7400"] }
        nodes:
          - { name: node-0, shard: 0 }
          - { name: node-1, shard: 1, host: db-1, zone: b }
        hooks: { %s }
        """
            .formatted(hook));
    return ClusterFileReader.read(file, HomeFolders.from(Map.of(), "/home/carol"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static HookJob job(Hook hook, Optional<String> node) {
    boolean ends = !hook.gates();
    return new HookJob(
        hook,
        RUN,
        node.map(NodeName::new),
        true,
        Optional.of(new Version("1.0.0")),
        Optional.of(new Version("2.0.0")),
        ends ? Optional.of(Ending.Kind.COMPLETE) : Optional.empty(),
        ends ? "all is done" : "");
  }
}
