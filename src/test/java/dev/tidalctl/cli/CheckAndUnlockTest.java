package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.testing.SampleCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} and {@code unlock}. */
final class CheckAndUnlockTest {
  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Invocation tidalctl = new Invocation(cluster);

  @TempDir Path folder;

  @BeforeEach
  void onAFile() {
    tidalctl.on(ClusterFiles.valid(folder)).with("PATH", "/usr/bin:/bin");
  }

  @Test
  void aClusterFitForARollPassesEveryCheck() {
    assertEquals(0, tidalctl.run("check"), tidalctl::out);
    assertTrue(tidalctl.out().contains("pass  members: 3 in the file"), tidalctl::out);
    assertTrue(tidalctl.out().contains(" 0 warned, 0 failed; nothing was changed"), tidalctl::out);
    assertEquals(List.of(), cluster.orders());
  }

  @Test
  void aHeldNodeFailsWithItsRemedy() {
    cluster.showing(
        new Reply.Ok<>(
            SampleCluster.of(3).held(1, Routing.DRAINED, Phase.DRAINED, "new disk").snapshot()));

    assertEquals(3, tidalctl.run("check"));
    assertTrue(tidalctl.out().contains("fail  node-1: held by alice@ops-1"), tidalctl::out);
    assertTrue(
        tidalctl.out().contains("remedy: tidalctl rejoin node-1 --adopt node-1"), tidalctl::out);
  }

  @Test
  void aProgramThatIsNotThereFails() {
    tidalctl.with("PATH", folder.toString());

    assertEquals(3, tidalctl.run("check"));
    assertTrue(tidalctl.out().contains("fail  upgrade.command: there is no program sh"));
  }

  @Test
  void membersThatDifferFail() {
    cluster.showing(new Reply.Ok<>(SampleCluster.of(2).snapshot()));

    assertEquals(3, tidalctl.run("check", "-o", "json"));
    assertTrue(tidalctl.out().contains("not in the cluster: node-2"), tidalctl::out);
  }

  @Test
  void withoutAnAnswerItExitsSevenAndStillTellsTheRest() {
    cluster.showing(new Reply.Unreachable<>("http://127.0.0.1:7400 is silent"));

    assertEquals(7, tidalctl.run("check"));
    assertTrue(tidalctl.out().contains("fail  endpoint: http://127.0.0.1:7400 is silent"));
    assertTrue(tidalctl.out().contains("pass  state.dir"), tidalctl::out);
  }

  @Test
  void oneOfTwoEtcdsThatIsSilentIsWorthAWarning() {
    tidalctl.on(ClusterFiles.withEtcd(folder));
    cluster.silentEtcd(":2");

    assertEquals(0, tidalctl.run("check"), tidalctl::out);
    assertTrue(tidalctl.out().contains("pass  etcd: http://127.0.0.1:1 answers"), tidalctl::out);
    assertTrue(tidalctl.out().contains("warn  etcd: etcd is silent"), tidalctl::out);
  }

  @Test
  void whoCannotBeReachedIsNoRefusalUnlessSomethingElseFailsToo() {
    Impediment away = Impediment.unreached("HAProxy lb-1:9999 can't be reached");
    Impediment paused = Impediment.lasting("Patroni is paused");
    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).impeded(away).snapshot()));
    assertEquals(7, tidalctl.run("check"), tidalctl::out);
    assertTrue(tidalctl.out().contains("fail  cluster: nothing may be taken out of service: HAP"));

    cluster.showing(new Reply.Ok<>(SampleCluster.of(3).impeded(away, paused).snapshot()));
    assertEquals(3, tidalctl.run("check"), tidalctl::out);
  }

  @Test
  void anEtcdThatIsSilentFailsWithItsRemedy() {
    tidalctl.on(ClusterFiles.withEtcd(folder));
    cluster.silentEtcd("127.0.0.1");

    assertEquals(7, tidalctl.run("check"), tidalctl::out);
    assertTrue(
        tidalctl
            .out()
            .contains(
                "fail  etcd: etcd is silent\n"
                    + "      remedy: start it, or correct state.etcd: nothing begins without"),
        tidalctl::out);
  }

  @Test
  void aProbeThatIsAnsweredPasses() {
    tidalctl.on(ClusterFiles.withProbe(folder, "{ http: \"http://db.example/up?key=s3cret\" }"));

    assertEquals(0, tidalctl.run("check"));
    assertTrue(
        tidalctl.out().contains("pass  probe: http://db.example answered in 3 ms"), tidalctl::out);
    assertFalse(tidalctl.out().contains("s3cret"), tidalctl::out);
  }

  @Test
  void aProbeThatIsNotAnsweredFailsWithItsRemedy() {
    tidalctl.on(ClusterFiles.withProbe(folder, "{ http: \"http://db.example/up\" }"));
    cluster.probed(new ProbeAnswer.Failed("HTTP 503"));

    assertEquals(3, tidalctl.run("check"));
    assertTrue(
        tidalctl.out().contains("fail  probe: http://db.example was not answered: HTTP 503"),
        tidalctl::out);
    assertTrue(tidalctl.out().contains("remedy: see to the service"), tidalctl::out);
  }

  @Test
  void aSlowCommandAndAPauseWithoutEndAreWorthAWarning() {
    tidalctl.on(ClusterFiles.withProbe(folder, "{ exec: [ask], interval: 15s }"));
    cluster.probed(new ProbeAnswer.Answered(Duration.ofSeconds(61)));

    assertEquals(0, tidalctl.run("check"));
    assertTrue(tidalctl.out().contains("warn  probe: ask took 61000 ms"), tidalctl::out);
    assertTrue(tidalctl.out().contains("warn  probe: once paused, a roll needs 3"), tidalctl::out);
  }

  @Test
  void aBrokenLeaseIsFollowedByALook() {
    assertEquals(0, tidalctl.run("unlock", "--run", "20260314-091400-7f3a"));
    assertTrue(tidalctl.out().contains("next: tidalctl status"), tidalctl::out);
  }

  @Test
  void aLiveLeaseIsSomebodyElses() {
    assertUnlockExits(
        4, new Reply.Refused<>(Refusal.of(Refusal.Code.LEASE_HELD, "renewed 2 s ago")));
    assertTrue(tidalctl.err().contains("renewed 2 s ago"), tidalctl::err);
  }

  @Test
  void aRunWithoutALeaseIsRefused() {
    assertUnlockExits(3, new Reply.Refused<>(Refusal.of(Refusal.Code.OTHER, "it has no lease")));
  }

  @Test
  void anUnlockThatWasNotSentIsNotOneThatWasLost() {
    assertUnlockExits(7, new Reply.Unreachable<>("down"));
    assertUnlockExits(8, new Reply.Unknown<>("the reply was lost"));
  }

  private void assertUnlockExits(int code, Reply<Done> reply) {
    cluster.breaking(reply);
    assertEquals(code, tidalctl.run("unlock", "--run", "20260314-091400-7f3a"));
    assertTrue(tidalctl.err().contains("next: tidalctl status"), tidalctl::err);
  }
}
