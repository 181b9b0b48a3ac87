package dev.tidalctl.conformance;

import static dev.tidalctl.conformance.Bench.ok;
import static dev.tidalctl.conformance.Bench.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RoutingChange.Requirement;
import dev.tidalctl.core.model.Snapshot;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code ControlPlane.changeRouting}. */
interface RoutingRules extends UnderTest {
  /** A change of the first follower, altered. */
  private Reply<Routed> altered(Routing to, long token, UnaryOperator<RoutingChange> how) {
    NodeName node = bench().follower(0);
    return Bench.settled(
        () ->
            bench()
                .plane()
                .changeRouting(how.apply(Bench.change(node, to, bench().look())), token));
  }

  private static RoutingChange requiring(RoutingChange change, Requirement require) {
    return new RoutingChange(
        change.node(),
        change.to(),
        change.minServing(),
        change.maxUnavailable(),
        change.hold(),
        change.adopt(),
        require,
        change.revision());
  }

  private static RoutingChange heldBy(RoutingChange change, Optional<Hold> hold, boolean adopt) {
    return new RoutingChange(
        change.node(),
        change.to(),
        change.minServing(),
        change.maxUnavailable(),
        hold,
        adopt,
        change.require(),
        change.revision());
  }

  private void assertServing(NodeName node) {
    assertEquals(Routing.SERVING, bench().node(node).routing());
  }

  @Rule
  default void aNodeGoesRoundTheTableUnderItsHold() {
    long token = bench().token();
    NodeName node = bench().follower(0);

    ok(bench().route(node, Routing.DRAINING, token));
    assertEquals(Routing.DRAINING, bench().node(node).routing());
    assertEquals(Bench.RUN, bench().node(node).hold().orElseThrow().runId());

    bench().drain(node, token);
    assertEquals(Routing.DRAINED, bench().node(node).routing());
    assertEquals(Phase.DRAINED, bench().node(node).hold().orElseThrow().phase());

    ok(bench().route(node, Routing.REJOINING, token));
    assertEquals(Routing.REJOINING, bench().node(node).routing());
    ok(
        bench()
            .fixture()
            .walShipper()
            .shipSegmentsSince(node, bench().node(node).applied().orElseThrow(), token));

    ok(bench().route(node, Routing.SERVING, token));
    assertServing(node);
    assertTrue(bench().node(node).hold().isEmpty());
  }

  @Rule
  default void aDrainIsTakenBack() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    ok(bench().route(node, Routing.DRAINING, token));

    ok(bench().route(node, Routing.SERVING, token));

    assertServing(node);
    assertTrue(bench().node(node).hold().isEmpty());
  }

  @Rule
  default void aHoldIsRewrittenInPlaceWordForWord() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, token);
    NodeView view = bench().node(node);
    Hold upgrading = Bench.hold(Bench.RUN, Phase.UPGRADING, view);

    ok(altered(Routing.DRAINED, token, c -> heldBy(c, Optional.of(upgrading), false)));

    assertEquals(Optional.of(upgrading), bench().node(node).hold());
  }

  @Rule
  default void whatTheTableForbidsIsRefused() {
    long token = bench().token();
    NodeName node = bench().follower(0);

    refused(Code.ILLEGAL_TRANSITION, bench().route(node, Routing.DRAINED, token));
    refused(Code.ILLEGAL_TRANSITION, bench().route(node, Routing.REJOINING, token));
    bench().drain(node, token);
    refused(Code.ILLEGAL_TRANSITION, bench().route(node, Routing.SERVING, token));
    refused(Code.ILLEGAL_TRANSITION, bench().route(node, Routing.DRAINING, token));

    assertEquals(Routing.DRAINED, bench().node(node).routing());
  }

  @Rule
  default void aTokenThatIsNotTheHoldersChangesNothing() {
    long token = bench().token();
    NodeName node = bench().follower(0);

    refused(Code.STALE_TOKEN, bench().route(node, Routing.DRAINING, token + 1));
    ok(bench().lease().release(token));
    refused(Code.STALE_TOKEN, bench().route(node, Routing.DRAINING, token));

    assertServing(node);
  }

  @Rule
  default void aDecisionOnAnOldLookIsRefused() {
    long token = bench().token();
    Snapshot old = bench().look();
    NodeName node = bench().follower(0);
    ok(bench().route(node, Routing.DRAINING, token));
    ok(bench().route(node, Routing.SERVING, token));

    refused(
        Code.REVISION_CHANGED,
        bench().plane().changeRouting(Bench.change(node, Routing.DRAINING, old), token));

    assertServing(node);
  }

  @Rule
  default void theLeaderIsNeverTakenOut() {
    long token = bench().token();
    NodeName leader = bench().leader();

    refused(Code.IS_LEADER, bench().route(leader, Routing.DRAINING, token));

    assertServing(leader);
  }

  @Rule
  default void theGuardIsCheckedWithTheChange() {
    long token = bench().token();
    bench().drain(bench().follower(0), token);
    NodeName second = bench().follower(1);

    refused(Code.WOULD_LEAVE_TOO_FEW_SERVING, bench().route(second, Routing.DRAINING, token));

    assertServing(second);
  }

  @Rule
  default void theGuardsFloorIsThatOfTheChange() {
    long token = bench().token();
    NodeName node = bench().follower(0);

    refused(
        Code.WOULD_LEAVE_TOO_FEW_SERVING,
        altered(
            Routing.DRAINING,
            token,
            c ->
                new RoutingChange(
                    c.node(), c.to(), 3, 1, c.hold(), c.adopt(), c.require(), c.revision())));

    assertServing(node);
  }

  @Rule
  default void anotherProcessThanRequiredIsRefused() {
    long token = bench().token();

    refused(
        Code.REQUIREMENT_NOT_MET,
        altered(
            Routing.DRAINING,
            token,
            c ->
                requiring(
                    c,
                    new Requirement(
                        Optional.of(new Incarnation("somebody else")), Optional.empty()))));

    assertServing(bench().follower(0));
  }

  @Rule
  default void lessAppliedThanRequiredIsRefused() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    Position applied = bench().node(node).applied().orElseThrow();
    Position beyond = new Position(applied.term(), applied.seqno() + 1_000_000_000L);

    refused(
        Code.REQUIREMENT_NOT_MET,
        altered(
            Routing.DRAINING,
            token,
            c -> requiring(c, new Requirement(Optional.empty(), Optional.of(beyond)))));

    assertServing(node);
  }

  @Rule
  default void anothersHoldStandsUnlessItIsAdopted() {
    long first = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, first);
    ok(bench().lease().release(first));
    long second = ok(bench().take(Bench.OTHER_RUN, "nonce-2", Optional.empty())).token();
    Hold mine = Bench.hold(Bench.OTHER_RUN, Phase.DRAINED, bench().node(node));

    refused(
        Code.HELD_BY_OTHER,
        altered(Routing.DRAINED, second, c -> heldBy(c, Optional.of(mine), false)));
    assertEquals(Bench.RUN, bench().node(node).hold().orElseThrow().runId());

    ok(altered(Routing.DRAINED, second, c -> heldBy(c, Optional.of(mine), true)));
    assertEquals(Bench.OTHER_RUN, bench().node(node).hold().orElseThrow().runId());
  }

  @Rule
  default void aHoldOutlivesTheLease() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, token);

    ok(bench().lease().release(token));

    assertEquals(Routing.DRAINED, bench().node(node).routing());
    assertTrue(bench().node(node).hold().isPresent());
  }

  @Rule
  default void aNodeThatDoesNotServeIsNotElectable() {
    long token = bench().token();
    NodeName node = bench().follower(0);

    ok(bench().route(node, Routing.DRAINING, token));

    assertFalse(bench().node(node).electable());
  }

  @Rule
  default void withNobodyThereAChangeEndsAndIsNotTakenForDone() {
    long token = bench().token();
    RoutingChange change = Bench.change(bench().follower(0), Routing.DRAINING, bench().look());
    bench().fixture().cutOff();

    Reply<Routed> reply = bench().plane().changeRouting(change, token);

    assertFalse(reply instanceof Reply.Ok, reply::toString);
  }

  @Rule(needs = Capability.SERVING_FLOOR)
  default void theFewestThatServedAreCountedWhereTheyAre() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, token);

    assertEquals(2, ok(bench().plane().servingFloor(token)).orElseThrow());
  }
}
