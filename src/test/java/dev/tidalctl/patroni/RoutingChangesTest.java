package dev.tidalctl.patroni;

import static dev.tidalctl.patroni.Stage.N1;
import static dev.tidalctl.patroni.Stage.N2;
import static dev.tidalctl.patroni.Stage.N3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.traffic.ReadRoutes.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is checked before a change of routing, and in which order marks and routes follow. */
final class RoutingChangesTest {
  private final Stage stage = new Stage();
  private final long token = stage.token();

  @Test
  void marksBeforeItCloses() {
    stage.routes.answerToClose = Optional.of(new Reply.Unknown<>("lb-2 did not answer"));

    assertInstanceOf(Reply.Unknown.class, drain(N2));
    assertEquals(Optional.of(Routing.DRAINING), stage.marked(N2), "a crash leaves a name on it");
  }

  @Test
  void whoIsOutOfServiceIsNotGivenLeadership() {
    assertTrue(stage.look().node(N2).orElseThrow().electable());

    assertInstanceOf(Reply.Ok.class, drain(N2));

    assertFalse(stage.look().node(N2).orElseThrow().electable());
  }

  @Test
  void takesTheMarkBackWhenALoadBalancerRefuses() {
    stage.routes.answerToClose =
        Optional.of(Replies.refused(Code.WOULD_LEAVE_TOO_FEW_SERVING, "pg_read would be empty"));

    assertEquals(Code.WOULD_LEAVE_TOO_FEW_SERVING, refused(drain(N2)).code());
    assertEquals(Optional.empty(), stage.marked(N2));
  }

  @Test
  void goesOutAndComesBack() {
    assertInstanceOf(Reply.Ok.class, drain(N2));
    assertEquals(State.CLOSED, stage.routes.states.get(N2));
    assertInstanceOf(
        Reply.Ok.class, stage.changes.change(stage.change(N2, Routing.DRAINED), token));
    stage.nodes.says("n2", ScriptedNodes.Told::restarted);
    assertInstanceOf(
        Reply.Ok.class, stage.changes.change(stage.change(N2, Routing.REJOINING), token));
    assertInstanceOf(
        Reply.Ok.class, stage.changes.change(stage.change(N2, Routing.SERVING), token));
    assertEquals(List.of("close n2", "open n2", "fit n2"), stage.log);
    assertEquals(Optional.empty(), stage.marked(N2));
  }

  @Test
  void staysOutWhilePatroniDoesNotOfferIt() {
    stage.mark(N2, Routing.REJOINING, stage.hold("ann", Stage.RUN, N2), token);
    stage.routes.states.put(N2, State.CLOSED);
    stage.nodes.takesReads = node -> new Reply.Ok<>(false);

    Refusal refusal = refused(stage.changes.change(stage.change(N2, Routing.SERVING), token));
    assertEquals(Code.REQUIREMENT_NOT_MET, refusal.code());
    assertEquals(List.of(), stage.log);
  }

  @Test
  void itsOperatorsNoloadbalanceIsNoReasonToStayOut() {
    stage.mark(N2, Routing.REJOINING, stage.hold("ann", Stage.RUN, N2), token);
    stage.nodes.says("n2", told -> told.tag("noloadbalance", "true"));
    stage.nodes.takesReads = node -> new Reply.Ok<>(false);

    assertInstanceOf(
        Reply.Ok.class, stage.changes.change(stage.change(N2, Routing.SERVING), token));
  }

  @Test
  void theMarkStaysWhenTheRouteStaysClosed() {
    stage.mark(N2, Routing.REJOINING, stage.hold("ann", Stage.RUN, N2), token);
    stage.routes.answerToOpen = Optional.of(Replies.refused(Code.HELD_BY_OTHER, "in maintenance"));

    assertEquals(
        Code.HELD_BY_OTHER,
        refused(stage.changes.change(stage.change(N2, Routing.SERVING), token)).code());
    assertEquals(Optional.of(Routing.REJOINING), stage.marked(N2));
  }

  @Test
  void aStaleTokenChangesNothing() {
    assertEquals(
        Code.STALE_TOKEN,
        refused(stage.changes.change(stage.change(N2, Routing.DRAINING), token - 1)).code());
    assertEquals(List.of(), stage.log);
    assertEquals(Optional.empty(), stage.marked(N2));
  }

  @Test
  void theLeaderStays() {
    assertEquals(Code.IS_LEADER, refused(drain(N1)).code());
  }

  @Test
  void aSecondNodeStaysWhileOneIsOut() {
    assertInstanceOf(Reply.Ok.class, drain(N2));
    assertEquals(Code.WOULD_LEAVE_TOO_FEW_SERVING, refused(drain(N3)).code());
  }

  @Test
  void aNodeThatDoesNotStreamCountsAsOut() {
    stage.nodes.says("n1", told -> told.listing("n2"));

    Refusal refusal = refused(drain(N2));
    assertEquals(Code.WOULD_LEAVE_TOO_FEW_SERVING, refusal.code());
    assertTrue(refusal.detail().contains("2 nodes would be out"), refusal.detail());
  }

  @Test
  void anImpedimentKeepsAllInService() {
    stage.nodes.says("n3", told -> told.but(told.said().systemIdentifier(), true, false));

    assertTrue(refused(drain(N2)).detail().contains("patronictl resume main"));
  }

  @Test
  void anotherProcessOrPositionThanRequiredIsRefused() {
    stage.mark(N2, Routing.REJOINING, stage.hold("ann", Stage.RUN, N2), token);
    RoutingChange change = stage.change(N2, Routing.SERVING);

    assertEquals(Code.REQUIREMENT_NOT_MET, refused(requiring(change, "another", 0)).code());
    assertEquals(
        Code.REQUIREMENT_NOT_MET,
        refused(requiring(change, "started n2", ScriptedNodes.END + 1)).code());
    assertInstanceOf(Reply.Ok.class, requiring(change, "started n2", ScriptedNodes.END));
  }

  @Test
  void aNodeInTheMidstOfARestartIsWaitedFor() {
    RoutingChange change = stage.change(N2, Routing.DRAINED);
    stage.nodes.says("n2", told -> told.down("starting"));

    assertEquals(Code.REVISION_CHANGED, refused(stage.changes.change(change, token)).code());
    RoutingChange again = stage.change(N2, Routing.DRAINED);
    assertEquals(Code.REVISION_CHANGED, refused(stage.changes.change(again, token)).code());
    stage.nodes.says("n2", told -> told.down("start failed"));
    assertInstanceOf(
        Reply.Ok.class, stage.changes.change(stage.change(N2, Routing.DRAINED), token));
  }

  @Test
  void anothersHoldIsLeftAlone() {
    stage.mark(N2, Routing.DRAINED, stage.hold("bob", new RunId("other"), N2), token);

    assertEquals(
        Code.HELD_BY_OTHER,
        refused(stage.changes.change(stage.change(N2, Routing.REJOINING), token)).code());
    assertEquals(Code.HELD_BY_OTHER, refused(stage.changes.closeAgain(N2, token)).code());
  }

  @Test
  void whatWasOpenedBehindOurBackIsClosedAgain() {
    assertInstanceOf(Reply.Ok.class, drain(N2));
    stage.routes.states.put(N2, State.OPEN);
    assertTrue(stage.look().node(N2).orElseThrow().exposed());

    assertInstanceOf(Reply.Ok.class, stage.changes.closeAgain(N2, token));
    assertEquals(State.CLOSED, stage.routes.states.get(N2));
    assertEquals(Code.ILLEGAL_TRANSITION, refused(stage.changes.closeAgain(N3, token)).code());
  }

  @Test
  void onlySessionsOfADrainingNodeAreCut() {
    assertEquals(Code.ILLEGAL_TRANSITION, refused(stage.changes.cutSessions(N2, token)).code());
    assertInstanceOf(Reply.Ok.class, drain(N2));
    assertInstanceOf(Reply.Ok.class, stage.changes.cutSessions(N2, token));
  }

  private Reply<Done> requiring(RoutingChange change, String incarnation, long applied) {
    return stage.changes.change(
        new RoutingChange(
            change.node(),
            change.to(),
            change.minServing(),
            change.maxUnavailable(),
            change.hold(),
            change.adopt(),
            new RoutingChange.Requirement(
                Optional.of(new Incarnation(incarnation)), Optional.of(new Position(1, applied))),
            change.revision()),
        token);
  }

  private Reply<Done> drain(NodeName node) {
    return stage.changes.change(stage.change(node, Routing.DRAINING), token);
  }

  private static Refusal refused(Reply<Done> reply) {
    return assertInstanceOf(Reply.Refused.class, reply).refusal();
  }
}
