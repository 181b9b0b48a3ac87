package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code drain}, {@code rejoin} and {@code roll}, from their options to an order and back. */
final class RunCommandsTest {
  private static final NodeName NODE_1 = new NodeName("node-1");

  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Invocation tidalctl = new Invocation(cluster);

  @TempDir Path folder;

  @BeforeEach
  void onAFile() {
    tidalctl.on(ClusterFiles.valid(folder));
  }

  @Test
  void aDrainNamesItsNodeByShardAndItsReason() {
    cluster.next("tidalctl rejoin node-1");

    int code = tidalctl.run("drain", "1", "--reason", "new disk", "--timeout", "5s");

    assertEquals(0, code, tidalctl::err);
    assertEquals(List.of(new Order.Drain(NODE_1, "new disk", Set.of())), cluster.orders());
    assertEquals(Duration.ofSeconds(5), cluster.settings().getFirst().policy().limits().drain());
    assertTrue(tidalctl.out().startsWith("drain complete: all is done\n"), tidalctl::out);
    assertTrue(tidalctl.out().endsWith("next: tidalctl rejoin node-1\n"), tidalctl::out);
    assertTrue(tidalctl.err().contains("node-1 Draining"), tidalctl::err);
  }

  @Test
  void theOwnerIsTheUserOnThisHostUnlessOneIsNamed() {
    tidalctl.run("rejoin", "node-1", "--adopt", "node-1");

    assertEquals(
        new Identity("carol@ops-3", "ops-3", new RunId("20260314-091500-4214"), RunKind.REJOIN),
        cluster.settings().getFirst().identity());
    assertEquals(List.of(new Order.Rejoin(NODE_1, "", Set.of(NODE_1))), cluster.orders());

    tidalctl.with("TIDALCTL_OWNER", "night-shift").run("rejoin", "node-1");

    assertEquals("night-shift", cluster.settings().getLast().identity().owner());
  }

  @Test
  void aRollThatCouldNotHoldWritesIsNotBegun() {
    cluster.fit(new Reply.Unreachable<>("PgBouncer lb-1:6432 can't be reached"));

    assertEquals(7, tidalctl.run("roll", "--to", "2.0.0", "--yes"));
    assertEquals(
        """
        tidalctl: the roll was not begun: PgBouncer lb-1:6432 can't be reached
        now: no change was sent
        next: tidalctl check
        """,
        tidalctl.err());
    assertEquals(List.of(), cluster.orders());
  }

  @Test
  void aRollIsNotBegunWhileSomebodyHoldsWrites() {
    cluster.fit(new Reply.Refused<>(Refusal.of(Refusal.Code.OTHER, "app is paused")));

    assertEquals(3, tidalctl.run("roll", "--to", "2.0.0", "--yes"));
    assertTrue(tidalctl.err().startsWith("tidalctl: the roll was not begun: app is paused\n"));
    assertEquals(List.of(), cluster.orders());
  }

  @Test
  void withoutItsJournalsNoRollBegins() {
    tidalctl.on(ClusterFiles.withEtcd(folder));
    cluster.silentEtcd("127.0.0.1");

    assertEquals(7, tidalctl.run("roll", "--to", "2.0.0", "--yes"));
    assertTrue(
        tidalctl.err().contains("the journals can't be listed: etcd is silent"), tidalctl::err);
    assertTrue(tidalctl.err().contains("next: tidalctl check"), tidalctl::err);
  }

  @Test
  void aRollTakesAllItsOptions() {
    int code =
        tidalctl.run(
            "roll",
            "--to",
            "1.20",
            "--yes",
            "--only=0,node-1",
            "--skip",
            "2",
            "--adopt=node-1",
            "--include-unready",
            "--stop-after=1",
            "--soak=1m",
            "--max-unavailable=2",
            "--timeout-drain=1s",
            "--timeout-upgrade=2s",
            "--timeout-rejoin=3s");

    assertEquals(0, code, tidalctl::err);
    Order.Roll roll = assertInstanceOf(Order.Roll.class, cluster.orders().getFirst());
    assertEquals(Optional.of(new Version("1.20")), roll.to());
    assertEquals(
        new UpgradeCommand.Argv(List.of("sh", "-c", "echo {node} {version}")), roll.command());
    assertEquals(3, roll.members().size());
    assertEquals(Set.of(new NodeName("node-0"), NODE_1), roll.only());
    assertEquals(Set.of(new NodeName("node-2")), roll.skip());
    assertEquals(Set.of(NODE_1), roll.adopt());
    assertTrue(roll.includeUnready());
    assertEquals(OptionalInt.of(1), roll.stopAfter());
    var policy = cluster.settings().getFirst().policy();
    assertEquals(2, policy.maxUnavailable());
    assertEquals(Duration.ofMinutes(1), policy.soak());
    assertEquals(Duration.ofSeconds(2), policy.limits().upgrade());
  }

  @Test
  void withoutATerminalARollIsNotBegunUnasked() {
    assertEquals(2, tidalctl.run("roll", "--to=2.0.0"));
    assertTrue(tidalctl.err().contains("--yes"), tidalctl::err);
    assertEquals(0, cluster.looks());
    assertEquals(List.of(), cluster.orders());
  }

  @Test
  void onATerminalARollShowsItsPlanAndAsks() {
    assertEquals(9, tidalctl.typing("n").run("roll", "--to=2.0.0"));
    assertTrue(tidalctl.err().contains("plan: roll prod to 2.0.0"), tidalctl::err);
    assertTrue(tidalctl.err().contains("Begin? [y/N]"), tidalctl::err);
    assertEquals(List.of(), cluster.orders());

    assertEquals(0, tidalctl.typing(" Yes ").run("roll", "--to=2.0.0"));
    assertEquals(1, cluster.orders().size());
  }

  @Test
  void aDryRunOnlyLooks() {
    assertEquals(0, tidalctl.run("roll", "--to=2.0.0", "--dry-run"));
    assertTrue(tidalctl.out().contains("leads: hands over first"), tidalctl::out);
    assertEquals(List.of(), cluster.orders());
    assertEquals(1, cluster.looks());
  }

  @Test
  void aCommandThatNamesTheVersionNeedsOne() {
    assertEquals(2, tidalctl.run("roll", "--yes"));
    assertTrue(tidalctl.err().contains("upgrade.command names {version}"), tidalctl::err);
    assertEquals(0, cluster.looks());
  }

  @ParameterizedTest
  @EnumSource(Ending.Kind.class)
  void eachEndingHasItsExitCodeAndIsToldOnStderr(Ending.Kind kind) {
    cluster.ending(kind, "because").next("tidalctl status");

    int code = tidalctl.run("roll", "--to=2.0.0", "--yes", "-q");

    assertEquals(ExitCode.of(kind).code(), code);
    assertTrue(tidalctl.out().contains("next:         tidalctl status\n"), tidalctl::out);
    assertEquals(code != 0, tidalctl.err().contains("because\nnext: tidalctl status\n"));
  }

  @Test
  void ndjsonIsEventsAndThenTheReport() {
    cluster.ending(Ending.Kind.FAILED, "because");

    assertEquals(5, tidalctl.run("roll", "--to=2.0.0", "--yes", "-o", "ndjson"));
    List<String> lines = tidalctl.out().lines().toList();
    assertEquals(5, lines.size(), tidalctl::out);
    assertTrue(lines.getFirst().contains("\"kind\":\"Event\""), tidalctl::out);
    assertTrue(lines.getLast().contains("\"kind\":\"RollReport\""), tidalctl::out);
    assertTrue(tidalctl.err().startsWith("{\"apiVersion\":\"tidalctl/v1\",\"kind\":\"Error\""));
  }

  @Test
  void jsonOnStdoutIsOneDocumentAndStderrIsEmptyWhenAllWentWell() {
    assertEquals(0, tidalctl.run("drain", "node-1", "-o", "json"));
    assertTrue(tidalctl.out().startsWith("{\n"), tidalctl::out);
    assertTrue(tidalctl.out().contains("\"kind\": \"NodeReport\""), tidalctl::out);
    assertEquals("", tidalctl.err());
  }

  @Test
  void aClosedStdoutDoesNotStopARoll() {
    tidalctl.writingTo(new StatusCommandTest.ClosedPipe());

    assertEquals(0, tidalctl.run("roll", "--to=2.0.0", "--yes", "-o", "ndjson"));
    assertEquals(1, cluster.orders().size());
  }

  @Test
  void aReportThatNobodyGotCanBeReadAgain() {
    tidalctl.writingTo(new StatusCommandTest.ClosedPipe());

    assertEquals(0, tidalctl.run("roll", "--to=2.0.0", "--yes"));

    String told = tidalctl.err();
    assertTrue(told.contains("could not be written: stdout is full or closed"), told);
    assertTrue(told.contains("next: tidalctl report "), told);
  }

  @Test
  void onATerminalARollRedrawsOneTable(@TempDir Path other) {
    tidalctl.typing("y").with("TERM", "xterm").run("roll", "--to=2.0.0");
    assertTrue(tidalctl.err().contains("\u001b["), tidalctl::err);

    Invocation plain = new Invocation(cluster).on(ClusterFiles.valid(other)).typing("y");
    plain.with("TERM", "xterm").with("NO_COLOR", "1").run("roll", "--to=2.0.0");
    assertFalse(plain.err().contains("\u001b["), plain::err);
    assertTrue(plain.err().contains("node-1 Draining"), plain::err);
  }
}
