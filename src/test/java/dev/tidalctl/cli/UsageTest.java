package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines and cluster files that can't be used: exit 2, and nothing was contacted. */
final class UsageTest {
  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Invocation tidalctl = new Invocation(cluster);

  @TempDir Path folder;

  @Test
  void nothingToDoIsAUsageError() {
    assertRefused(2, "tidalctl: no command given", "next: tidalctl --help");
  }

  @Test
  void aMistypedCommandIsNamedWithTheOneThatWasMeant() {
    assertRefused(
        2,
        "tidalctl: unknown command 'statsu' (did you mean 'status'?)",
        "next: tidalctl",
        "statsu");
  }

  @Test
  void aMistypedOptionIsNamedWithTheOneThatWasMeant() {
    assertRefused(
        2,
        "unknown option '--clster' (did you mean '--cluster'?)",
        "next: tidalctl status --help",
        "status",
        "--clster=x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ojson", "-o=json", "--output=json"})
  void anErrorIsAnObjectForWhoeverAskedForJson(String option) {
    int code = tidalctl.run("drain", option);

    assertEquals(2, code);
    assertEquals("", tidalctl.out());
    assertEquals(
        """
        {
          "apiVersion": "tidalctl/v1",
          "kind": "Error",
          "code": 2,
          "message": "missing NODE",
          "next": "tidalctl drain --help"
        }
        """,
        tidalctl.err());
  }

  @Test
  void aBadDurationSaysHowOneIsWritten() {
    assertRefused(2, "'3' is not a duration", "next:", "drain", "--timeout", "3", "node-1");
  }

  @Test
  void withoutAClusterFileNothingIsContacted() {
    assertRefused(2, "no cluster file given", "tidalctl demo", "status");
  }

  @Test
  void allProblemsOfAFileAreToldAtTheirPlaces() {
    Path file = ClusterFiles.invalid(folder);

    assertRefused(
        2,
        file + ":2:1: ",
        "next: correct it, then: tidalctl check",
        "status",
        "--cluster",
        file.toString());
    assertTrue(tidalctl.err().contains("drivr"), tidalctl::err);
  }

  @Test
  void aPatroniFileThatIsGoodForLookingOnlyChangesNothing() {
    tidalctl.on(ClusterFiles.patroni(folder));

    assertRefused(2, "state.etcd", "state.scope", "drain", "n1");
    assertRefused(2, "routing", "haproxy", "rejoin", "n1");
  }

  @Test
  void anUnknownNodeIsNamedWithTheOneThatWasMeant() {
    tidalctl.on(ClusterFiles.valid(folder));

    assertRefused(2, "no node 'nod-1'", "did you mean 'node-1'?", "drain", "nod-1");
  }

  @Test
  void anotherNumberIsAnotherNodeAndNotSuggested() {
    tidalctl.on(ClusterFiles.valid(folder));

    assertRefused(2, "no node 'node-9'", "it names node-0", "drain", "node-9");
    assertFalse(tidalctl.err().contains("did you mean"), tidalctl::err);
  }

  @Test
  void aRollOfNothingIsNotOneThatIsDone() {
    tidalctl.on(ClusterFiles.valid(folder));

    assertRefused(
        2,
        "both --only and --skip name node-1",
        "nothing was contacted",
        "roll",
        "--to=2",
        "--yes",
        "--only=node-1",
        "--skip=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2 0", "-x", "2\n0", "2\u009b0", "2\u202e0"})
  void aVersionIsOneWord(String version) {
    assertRefused(2, "is no version", "next: tidalctl roll --help", "roll", "--to=" + version);
  }

  @Test
  void aFormatThatIsNoneIsToldTheOnesThereAre() {
    assertRefused(
        2, "bad --output: 'xml' is no format: text, json, ndjson", "next:", "status", "-o", "xml");
  }

  @Test
  void aLimitOutOfItsRangeIsRefused() {
    tidalctl.on(ClusterFiles.valid(folder));

    assertRefused(
        2, "an option is out of range", "", "roll", "--yes", "--to=2", "--max-unavailable=9");
  }

  @Test
  void helpOfEachCommandListsEveryExitCode() {
    for (String command :
        List.of("status", "drain", "rejoin", "roll", "runs", "report", "check", "unlock")) {
      Invocation help = new Invocation(cluster);

      assertEquals(0, help.run(command, "--help"));
      for (ExitCode code : ExitCode.values()) {
        assertTrue(help.out().contains("  " + code.code() + " "), help::out);
      }
    }
  }

  @Test
  void aBugIsToldWithoutItsStackUnlessThatIsAskedFor() {
    cluster.meanwhile(
        () -> {
          throw new IllegalStateException("two and two make five");
        });
    tidalctl.on(ClusterFiles.valid(folder));

    assertEquals(1, tidalctl.run("drain", "node-1"));
    assertTrue(tidalctl.err().contains("two and two make five"), tidalctl::err);
    assertFalse(tidalctl.err().contains("\tat "), tidalctl::err);

    assertEquals(1, tidalctl.run("drain", "node-1", "--debug"));
    assertTrue(tidalctl.err().contains("\tat "), tidalctl::err);
  }

  private void assertRefused(int code, String said, String alsoSaid, String... args) {
    assertEquals(code, tidalctl.run(args));
    assertEquals("", tidalctl.out());
    assertTrue(tidalctl.err().contains(said), tidalctl::err);
    assertTrue(tidalctl.err().contains(alsoSaid), tidalctl::err);
    assertEquals(0, cluster.looks());
    assertEquals(List.of(), cluster.orders());
  }
}
