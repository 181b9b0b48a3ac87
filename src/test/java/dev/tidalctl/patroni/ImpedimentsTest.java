package dev.tidalctl.patroni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Impediment.Outlook;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.ConfigReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What keeps anything from being taken out of a cluster under Patroni, and what becomes of it. */
final class ImpedimentsTest {
  private final Stage stage = new Stage();

  @Test
  void strictSynchronousModeWithOneStandbyImpedes() {
    stage.nodes.config = ScriptedNodes.config(true, true);
    assertEquals(List.of(), stage.look().impediments());

    stage.nodes.says("n3", told -> told.tag("nosync", "true"));
    assertTrue(
        stage
            .look()
            .impediments()
            .getFirst()
            .why()
            .contains("strict synchronous mode with only n2"));
  }

  @Test
  void aScheduledSwitchoverImpedesByNameWithTheRemedy() {
    stage.nodes.lists(
        Optional.of("2026-03-15T01:00:00+00:00 from n1"),
        ScriptedNodes.member("n1", true),
        ScriptedNodes.member("n2", false),
        ScriptedNodes.member("n3", false));

    assertEquals(
        List.of(
            Impediment.lasting(
                "a switchover is scheduled for 2026-03-15T01:00:00+00:00 from n1: patronictl flush"
                    + " main switchover, or wait for it")),
        stage.look().impediments());
  }

  @Test
  void aScheduledRestartImpedesByNameWithTheRemedyAndParametersThatWaitForOneAreSaid() {
    stage.nodes.says("n3", told -> told.restartingAt("2026-03-15T01:00:00+00:00"));

    Snapshot seen = stage.look();
    assertEquals(
        List.of(
            Impediment.lasting(
                "a restart of n3 is scheduled for 2026-03-15T01:00:00+00:00: patronictl flush main"
                    + " n3 restart, or wait for it")),
        seen.impediments());
    assertEquals(List.of("n3: parameters wait for its next restart"), seen.cautions());
  }

  @Test
  void aNodeTellsOfItsScheduledRestartBeforePatroniListsItAndPatroniTellsOfOneThatIsDown() {
    ClusterReading.Member n3 =
        new ClusterReading.Member(
            "n3", false, false, Optional.empty(), Optional.empty(), Optional.of("some time"));
    stage.nodes.lists(
        Optional.empty(), ScriptedNodes.member("n1", true), ScriptedNodes.member("n2", false), n3);

    assertEquals(List.of(), stage.look().impediments());
    stage.nodes.says("n3", new Reply.Unreachable<>("n3: no connection"));
    assertTrue(
        stage.look().impediments().getFirst().why().startsWith("a restart of n3 is scheduled"));
  }

  @Test
  void aStandbyClusterIsRefusedByName() {
    stage.nodes.config =
        new ConfigReading(
            false, false, false, true, Duration.ofSeconds(30), Duration.ofSeconds(10));

    assertEquals(
        List.of(
            Impediment.lasting(
                "this is a standby cluster, whose leader replays: tidalctl does not roll such; roll"
                    + " it by hand, or promote it first")),
        stage.look().impediments());
  }

  @Test
  void oneOfSeveralLoadBalancersThatIsAwayImpedes() {
    stage.routes.unseen =
        List.of(Impediment.unreached("HAProxy lb-2:9999 can't be reached: Connection refused"));

    assertEquals(
        List.of(
            Impediment.unreached(
                "what sends clients to the nodes can't be looked at (HAProxy lb-2:9999 can't be"
                    + " reached: Connection refused): see to it")),
        stage.look().impediments());
  }

  @Test
  void aCascadeThatWouldLoseItsSourceImpedes() {
    stage.nodes.says("n3", told -> told.tag("replicatefrom", "n2"));

    assertTrue(
        stage.look().impediments().getFirst().why().startsWith("n3 receives its WAL from n2"));
  }

  @Test
  void anUnreachableStoreOfPatroniImpedes() {
    stage.nodes.says("n1", told -> told.but(told.said().systemIdentifier(), false, true));

    assertTrue(stage.look().impediments().getFirst().why().contains("see to etcd"));
  }

  @Test
  void whoRefusesToSpeakForTheClusterDoesSoUntilSomebodySeesToIt() {
    stage.nodes.cluster =
        Optional.of(new Reply.Refused<>(Refusal.of(Refusal.Code.OTHER, "HTTP 403")));

    assertEquals(Outlook.LASTS, stage.look().impediments().getFirst().outlook());
  }

  @Test
  void whoIsSilentIsNotReached() {
    stage.nodes.cluster = Optional.of(new Reply.Unreachable<>("no connection"));

    assertEquals(Outlook.UNREACHED, stage.look().impediments().getFirst().outlook());
  }
}
