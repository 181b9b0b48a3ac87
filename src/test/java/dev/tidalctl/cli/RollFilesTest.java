package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --log-file}, {@code --metrics-file} and hooks, from the command line to the run. */
final class RollFilesTest {
  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Invocation tidalctl = new Invocation(cluster);

  @TempDir Path folder;

  @BeforeEach
  void onAFile() {
    tidalctl.on(ClusterFiles.valid(folder));
  }

  @Test
  void theLogHasProgressAndErrorsWithTheirTimesAlsoWhenNobodyIsTold() throws IOException {
    Path log = folder.resolve("roll.log");
    cluster.ending(Ending.Kind.FAILED, "node-1 failed").next("tidalctl status");

    int code =
        tidalctl.run("roll", "--to=2.0.0", "--yes", "-q", "-o", "json", "--log-file", log + "");
    tidalctl.run("drain", "no-such-node", "--log-file", log + "");

    assertEquals(5, code);
    assertEquals(
        """
        2026-03-14T09:15:00.001Z roll 20260314-091500-4214 of prod to 2.0.0
        2026-03-14T09:15:00.003Z node-1 Draining
        2026-03-14T09:15:00Z roll 20260314-091500-4214 ended: node-1 failed; next: tidalctl status
        2026-03-14T09:15:00Z tidalctl: no node 'no-such-node' in FILE: it names node-0, node-1, node-2
        2026-03-14T09:15:00Z now: nothing was contacted
        """,
        Files.readString(log).replace(folder.resolve("prod.yaml").toString(), "FILE"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
  }

  @Test
  void aFileThatCannotBeWrittenIsToldBeforeAnythingIsContacted() {
    String nowhere = folder + "/none/file";

    assertEquals(2, tidalctl.run("roll", "--to=2.0.0", "--yes", "--metrics-file", nowhere));
    assertTrue(tidalctl.err().contains("the metrics file " + nowhere), tidalctl::err);
    assertEquals(2, tidalctl.run("rejoin", "1", "--log-file", nowhere));
    assertTrue(tidalctl.err().contains("the log file " + nowhere), tidalctl::err);
    assertEquals(0, cluster.looks());
    assertEquals(List.of(), cluster.orders());
  }

  @Test
  void theMetricsSayHowTheRollEnded() throws IOException {
    Path file = folder.resolve("roll.prom");

    assertEquals(0, tidalctl.run("roll", "--to=2.0.0", "--yes", "--metrics-file", file + ""));

    assertTrue(Files.readString(file).contains("state=\"complete\"} 1\n"));
  }

  @Test
  void aRollEndsAsItDoesThoughItsFilesCannotBeWrittenAnyMore() {
    // Every write to /dev/full fails, though it can be opened.
    int code = tidalctl.run("roll", "--to=2.0.0", "--yes", "--log-file", "/dev/full");

    assertEquals(0, code);
    assertEquals(
        1, tidalctl.err().lines().filter(line -> line.startsWith("warning: the log file")).count());
  }

  @Test
  void theHooksThatTheFileNamesAreTheRolls() {
    tidalctl.on(ClusterFiles.withHooks(folder));

    assertEquals(0, tidalctl.run("roll", "--yes", "--to=2.0.0"), tidalctl::err);

    assertEquals(Set.of(Hook.BEFORE_NODE), cluster.settings().getFirst().hooks());
  }
}
