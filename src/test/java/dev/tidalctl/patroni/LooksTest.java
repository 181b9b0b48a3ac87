package dev.tidalctl.patroni;

import static dev.tidalctl.patroni.ScriptedNodes.END;
import static dev.tidalctl.patroni.Stage.N1;
import static dev.tidalctl.patroni.Stage.N3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.patroni.view.Assembly;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.patroni.wire.NodeRole;
import dev.tidalctl.patroni.wire.TimelineHistory;
import dev.tidalctl.traffic.ReadRoutes.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is made of what the nodes, the load balancers and the shared state say. */
final class LooksTest {
  private final Stage stage = new Stage();

  @Test
  void aSoundClusterIsShownAsSuch() {
    Snapshot seen = stage.look();

    assertEquals(Optional.of(N1), seen.leader());
    assertEquals(Optional.of(new Position(1, END)), seen.leaderPosition());
    assertEquals(List.of(), seen.impediments());
    assertEquals(List.of(), seen.cautions());
    NodeView n2 = node(seen, "n2");
    assertEquals(Role.FOLLOWER, n2.role());
    assertEquals(Routing.SERVING, n2.routing());
    assertEquals(Optional.of(new Incarnation("started n2")), n2.incarnation());
    assertEquals(Optional.of(new Version("1.0.0")), n2.version());
    assertEquals(OptionalInt.of(0), n2.inFlight());
    assertTrue(n2.electable());
    assertEquals(OptionalLong.of(0), seen.lag(n2));
  }

  @Test
  void lagIsWhatIsNotReplayed() {
    stage.nodes.says("n2", told -> told.wal(replayed(END - (64 << 20), false)));

    Snapshot seen = stage.look();
    assertEquals(OptionalLong.of(64 << 20), seen.lag(node(seen, "n2")));
  }

  @Test
  void aPausedReplayIsNotTakenForHealthy() {
    stage.nodes.says("n2", told -> told.wal(replayed(END, true)));

    unbelieved("n2", "its replay is paused");
  }

  @Test
  void aNodeThatNobodyListsAsStreamingIsNotTakenForHealthy() {
    stage.nodes.says("n1", told -> told.listing("n3"));

    unbelieved("n2", "no node lists it as streaming");
  }

  @Test
  void aNodeThatAnotherFollowerSendsToStreams() {
    stage.nodes.says("n1", told -> told.listing("n2"));
    stage.nodes.says("n2", told -> told.listing("n3"));

    assertTrue(node(stage.look(), "n3").observedAt().isPresent());
  }

  @Test
  void aNodeWhosePostgresIsDownDoesNotAnswer() {
    stage.nodes.says("n2", told -> told.down("start failed"));

    NodeView n2 = node(stage.look(), "n2");
    assertFalse(n2.reachable());
    assertEquals(Optional.empty(), n2.incarnation());
    assertEquals(Optional.empty(), n2.applied());
    assertTrue(n2.work().getFirst().contains("'start failed'"), n2.work().toString());
  }

  @Test
  void twoClaimantsAreNoLeader() {
    stage.nodes.says("n2", told -> told.wal(new Wal.Written(END)));
    stage.nodes.says(
        "n2",
        new Reply.Ok<>(
            ScriptedNodes.reading(
                NodeRole.PRIMARY, "n2", 2, Optional.of(new Wal.Written(END)), List.of())));

    Snapshot seen = stage.look();
    assertEquals(Optional.empty(), seen.leader());
    assertTrue(seen.impediments().getFirst().why().startsWith("n1 and n2 all say that they lead"));
  }

  @Test
  void aLeaderThatDoesNotAnswerStillLeadsWithoutAPosition() {
    stage.nodes.says("n1", new Reply.Unreachable<>("n1: no connection"));

    Snapshot seen = stage.look();
    assertEquals(Optional.of(N1), seen.leader());
    assertEquals(Optional.empty(), seen.leaderPosition());
    assertEquals(OptionalLong.empty(), seen.lag(node(seen, "n2")), "unknown is not zero");
  }

  @Test
  void anotherDatabaseHasDiverged() {
    stage.nodes.says("n2", told -> told.but(Optional.of("42"), false, false));

    assertTrue(node(stage.look(), "n2").diverged());
  }

  @Test
  void aNodeBeyondTheForkHasDivergedWhenItStaysThereAndOneBeforeItHasNot() {
    strayFromTheFork();
    stage.nodes.says("n3", told -> told.timeline(1).wal(replayed(END - 100, false)));
    stage.look();
    stage.timing.rest(Duration.ofSeconds(40));

    Snapshot seen = stage.look();
    assertTrue(node(seen, "n2").diverged());
    assertFalse(node(seen, "n3").diverged());
  }

  @Test
  void aNodeThatIsSeenBeyondTheForkIsGivenFourRoundsOfPatroni() {
    strayFromTheFork();
    stage.look();
    stage.timing.rest(Duration.ofMillis(39_999));

    NodeView waiting = node(stage.look(), "n2");
    assertFalse(waiting.diverged());
    assertFalse(waiting.electable());
    assertEquals(Optional.empty(), waiting.applied(), "its position is on who knows what history");
    assertEquals(Optional.empty(), waiting.observedAt(), "so nobody takes it for healthy");
    assertTrue(
        waiting.work().getFirst().startsWith("it looks as if it were off"), waiting::toString);
  }

  @Test
  void timeBeyondTheForkIsCountedAnewWhenItWasWellInBetween() {
    strayFromTheFork();
    stage.look();
    stage.timing.rest(Duration.ofSeconds(39));
    stage.nodes.says("n2", told -> told.timeline(2));
    assertEquals(Optional.of(new Position(2, END - 99)), node(stage.look(), "n2").applied());
    stage.nodes.says("n2", told -> told.timeline(1));
    stage.look();
    stage.timing.rest(Duration.ofSeconds(39));

    assertFalse(node(stage.look(), "n2").diverged());
  }

  @Test
  void aNodeThatIsStreamedToIsWaitedForHoweverLongPatroniTellsOfTheOldTimeline() {
    strayFromTheFork();
    stage.nodes.says("n1", told -> told.listing("n2", "n3"));
    stage.look();
    stage.timing.rest(Duration.ofMinutes(10));

    NodeView waiting = node(stage.look(), "n2");
    assertFalse(waiting.diverged());
    assertEquals(List.of("its Patroni still tells of an earlier timeline"), waiting.work());
  }

  private void strayFromTheFork() {
    stage.nodes.promote("n1");
    stage.nodes.says("n1", told -> told.listing("n3"));
    stage.nodes.history = new TimelineHistory(Map.of(1L, END - 100));
    stage.nodes.says("n2", told -> told.timeline(1).wal(replayed(END - 99, false)));
  }

  @Test
  void aNodeThatSomebodyElseClosedIsTheirs() {
    stage.routes.states.put(N3, State.CLOSED);

    NodeView n3 = node(stage.look(), "n3");
    assertEquals(Routing.DRAINED, n3.routing());
    assertEquals(Assembly.SOMEBODY, n3.hold().orElseThrow().owner());
  }

  @Test
  void tagsAndSynchronousModeSayWhoMayLead() {
    stage.nodes.says("n2", told -> told.tag("nofailover", "true"));
    assertFalse(node(stage.look(), "n2").electable());

    stage.nodes.config = ScriptedNodes.config(true, false);
    stage.timing.rest(Duration.ofSeconds(2));
    assertFalse(node(stage.look(), "n3").electable(), "commits do not wait for it");
  }

  @Test
  void anOperatorsOwnTagsAreSaidAndStay() {
    stage.nodes.says("n2", told -> told.tag("noloadbalance", "true"));
    stage.nodes.says("n3", told -> told.tag("nofailover", "true"));

    assertEquals(
        List.of(
            "n2: its tag noloadbalance keeps reads off it, and stays",
            "n3: its tag nofailover keeps leadership off it, and stays"),
        stage.look().cautions());
  }

  @Test
  void anotherScopeIsAnotherCluster() {
    stage.nodes.lists(
        Optional.empty(),
        new ClusterReading.Member(
            "n3",
            false,
            false,
            Optional.of("http://n2:8008/patroni"),
            Optional.empty(),
            Optional.empty()));

    Refusal refusal = assertInstanceOf(Reply.Refused.class, stage.looks.fresh()).refusal();
    assertEquals(Code.WRONG_CLUSTER, refusal.code());
    assertEquals(
        "http://n2:8008 is the member n3, and the file calls it n2: correct the file",
        refusal.detail());
  }

  @Test
  void nothingIsSeenWhenNobodyAnswers() {
    for (String node : List.of("n1", "n2", "n3")) {
      stage.nodes.says(node, new Reply.Unreachable<>(node + ": no connection"));
    }

    assertInstanceOf(Reply.Unreachable.class, stage.looks.fresh());
  }

  @Test
  void aLateAnswerIsBridgedByTheLastWordForTwoSecondsOnly() {
    stage.look();
    stage.nodes.says("n2", new Reply.Unknown<>("n2: no answer in time"));
    assertTrue(node(stage.look(), "n2").reachable());

    stage.timing.rest(Duration.ofSeconds(2));
    assertFalse(node(stage.look(), "n2").reachable());
  }

  @Test
  void whoWaitsIsServedWhenSomethingMoves() {
    Snapshot before = stage.look();
    stage.timing.after(
        Duration.ofMillis(400), () -> stage.nodes.says("n2", ScriptedNodes.Told::restarted));

    Snapshot after =
        Stage.value(
            stage.looks.look(
                Optional.of(before.stamp()), Interest.REVISION, Duration.ofSeconds(5)));
    assertTrue(after.stamp().revision() > before.stamp().revision());
    assertTrue(stage.timing.elapsed().compareTo(Duration.ofSeconds(1)) < 0);
  }

  @Test
  void whoWaitsInVainIsServedInTheEnd() {
    Snapshot before = stage.look();

    Snapshot after =
        Stage.value(
            stage.looks.look(
                Optional.of(before.stamp()), Interest.OBSERVATION, Duration.ofSeconds(1)));
    assertEquals(before.stamp(), after.stamp());
    assertTrue(stage.timing.elapsed().compareTo(Duration.ofSeconds(1)) <= 0);
  }

  private void unbelieved(String name, String why) {
    Snapshot seen = stage.look();
    NodeView node = node(seen, name);
    assertEquals(Optional.empty(), node.observedAt());
    assertTrue(node.work().getFirst().contains(why), node.work().toString());
    assertTrue(
        seen.cautions().stream().anyMatch(c -> c.startsWith(name) && c.contains(why)),
        seen.cautions().toString());
    assertFalse(node.electable());
  }

  private static Wal replayed(long at, boolean paused) {
    return new Wal.Replayed(OptionalLong.of(at), paused);
  }

  private static NodeView node(Snapshot seen, String name) {
    return seen.node(ScriptedNodes.name(name)).orElseThrow();
  }
}
