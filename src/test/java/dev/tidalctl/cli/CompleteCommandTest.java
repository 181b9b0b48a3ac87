package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the completions ask in the middle of a line: names, or nothing at all. */
final class CompleteCommandTest {
  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Invocation tidalctl = new Invocation(cluster);

  @TempDir Path folder;

  @Test
  void namesTheNodesOfTheFileAndAsksNobody() {
    tidalctl.on(ClusterFiles.valid(folder));

    assertEquals(0, tidalctl.run("complete", "nodes"));

    List<String> names = tidalctl.out().lines().toList();
    assertEquals(List.of("node-0", "node-1", "node-2"), names);
    assertEquals("", tidalctl.err());
    assertEquals(0, cluster.looks());
  }

  @Test
  void saysNothingWhereNothingCanBeKnown() {
    Path invalid = ClusterFiles.invalid(folder);

    assertEquals(0, tidalctl.run("complete", "nodes"));
    assertEquals(0, tidalctl.run("complete", "runs", "--cluster", invalid.toString()));
    assertEquals(0, tidalctl.run("complete", "nodes", "--cluster", folder.toString()));

    assertEquals("", tidalctl.out());
    assertEquals("", tidalctl.err());
  }

  @Test
  void isNotForPeople() {
    assertEquals(0, tidalctl.run("--help"));

    assertFalse(tidalctl.out().contains("  complete"), tidalctl::out);
  }
}
