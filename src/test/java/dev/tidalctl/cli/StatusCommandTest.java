package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.testing.SampleCluster;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} looks, judges and changes nothing. */
final class StatusCommandTest {
  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Invocation tidalctl = new Invocation(cluster);

  @TempDir Path folder;

  @BeforeEach
  void onAFile() {
    tidalctl.on(ClusterFiles.valid(folder));
  }

  @Test
  void aWholeClusterHasNothingNext() {
    assertEquals(0, tidalctl.run("status", "--exit-code"));
    assertTrue(tidalctl.out().startsWith("cluster  prod (tidal)\n"), tidalctl::out);
    assertTrue(!tidalctl.out().contains("next:"), tidalctl::out);
    assertEquals("", tidalctl.err());
  }

  @Test
  void aNodeHeldBySomebodyElseIsBroughtBackWithAdopt() {
    cluster.showing(
        new Reply.Ok<>(
            SampleCluster.of(3).held(1, Routing.DRAINED, Phase.DRAINED, "new disk").snapshot()));

    assertEquals(5, tidalctl.run("status", "--exit-code"));
    assertTrue(
        tidalctl.out().contains("next: tidalctl rejoin node-1 --adopt node-1\n"), tidalctl::out);
  }

  @Test
  void aNodeOfOursIsBroughtBackByItsPlainCommand() {
    cluster.showing(
        new Reply.Ok<>(
            SampleCluster.of(3).held(1, Routing.DRAINED, Phase.DRAINED, "new disk").snapshot()));

    assertEquals(0, tidalctl.with("TIDALCTL_OWNER", "alice@ops-1").run("status"));
    assertTrue(tidalctl.out().contains("next: tidalctl rejoin node-1\n"), tidalctl::out);
  }

  @Test
  void anAbandonedRunIsResumed() {
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).leased(true).snapshot()));

    assertEquals(5, tidalctl.run("status", "--exit-code"));
    assertTrue(
        tidalctl.out().contains("next: tidalctl roll --resume " + SampleCluster.RUN + "\n"),
        tidalctl::out);
  }

  @Test
  void aRunUnderWayNeedsNothing() {
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).leased(false).snapshot()));

    assertEquals(0, tidalctl.run("status", "--exit-code"));
    assertTrue(!tidalctl.out().contains("next:"), tidalctl::out);
  }

  @Test
  void aNodeThatDoesNotAnswerIsUnhealthy() {
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).silent(2).snapshot()));

    assertEquals(5, tidalctl.run("status", "--exit-code"));
    assertTrue(tidalctl.out().contains("node-2 is not healthy: "), tidalctl::out);
  }

  @Test
  void withoutAnAnswerItExitsSeven() {
    cluster.showing(new Reply.Unreachable<>("http://127.0.0.1:7400 refused the connection"));

    assertEquals(7, tidalctl.run("status"));
    assertEquals("", tidalctl.out());
    assertTrue(tidalctl.err().contains("refused the connection"), tidalctl::err);
    assertTrue(tidalctl.err().contains("now: no change was sent"), tidalctl::err);
  }

  @Test
  void anotherClusterIsRefused() {
    cluster.showing(
        new Reply.Refused<>(Refusal.of(Refusal.Code.WRONG_CLUSTER, "it speaks for staging")));

    assertEquals(3, tidalctl.run("status"));
    assertTrue(tidalctl.err().contains("it speaks for staging"), tidalctl::err);
  }

  @Test
  void watchingEndsWhenNobodyReadsAnyMore() {
    tidalctl.writingTo(new ClosedPipe());

    assertEquals(0, tidalctl.run("status", "--watch"));
  }

  @Test
  void watchingGoesOnWhileTheClusterCantBeReached() {
    Reply<Snapshot> seen = new Reply.Ok<>(SampleCluster.of(3).snapshot());
    cluster
        .showing(seen)
        .then(new Reply.Unreachable<>("http://127.0.0.1:7400 refused the connection"))
        .then(new Reply.Unknown<>("http://127.0.0.1:7400 does not answer"))
        .then(seen);

    assertEquals(0, tidalctl.run("status", "--watch"));
    assertTrue(Thread.interrupted());

    assertEquals(3, tidalctl.out().split("cluster  prod", -1).length, "shown again when back");
    assertTrue(tidalctl.err().contains("can't be reached; still watching"), tidalctl::err);
    assertTrue(tidalctl.err().contains("what was shown last is old: seen "), tidalctl::err);
    assertEquals(2, tidalctl.err().split("still watching", -1).length, "said once");
  }

  /** What a process sees whose reader has gone. */
  static final class ClosedPipe extends Writer {
    @Override
    public void write(char[] text, int from, int length) throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void close() {}
  }
}
