package dev.tidalctl.conformance;

import static dev.tidalctl.conformance.Bench.ok;
import static dev.tidalctl.conformance.Bench.refusal;
import static dev.tidalctl.conformance.Bench.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;

/** {@code ControlPlane.closeAgain} and {@code cutSessions}. */
interface HeldNodeRules extends UnderTest {
  @Rule(needs = Capability.CLOSE_AGAIN)
  default void closingAgainIsHarmlessAndKeepsTheMark() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, token);
    NodeView before = bench().node(node);

    for (int i = 0; i < 2; i++) {
      ok(bench().plane().closeAgain(node, token));
    }

    NodeView after = bench().node(node);
    assertEquals(before.hold(), after.hold());
    assertEquals(before.routing(), after.routing());
    assertFalse(after.exposed());
  }

  @Rule
  default void aNodeInServiceIsNotClosed() {
    long token = bench().token();
    NodeName node = bench().follower(0);

    refusal(bench().plane().closeAgain(node, token));

    assertEquals(Routing.SERVING, bench().node(node).routing());
    assertFalse(bench().node(node).exposed());
  }

  @Rule(needs = Capability.CLOSE_AGAIN)
  default void closingAgainNeedsTheLease() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, token);

    Reply<Done> reply = bench().plane().closeAgain(node, token + 1);

    refused(Code.STALE_TOKEN, reply);
  }

  @Rule(needs = Capability.CUT_SESSIONS)
  default void sessionsAreCutOnANodeThatDrains() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    ok(bench().route(node, Routing.DRAINING, token));

    Reply<Done> reply = bench().plane().cutSessions(node, token);

    ok(reply);
    bench()
        .await(
            "no sessions", s -> s.node(node).filter(n -> n.inFlight().orElse(1) == 0).isPresent());
    assertEquals(Routing.DRAINING, bench().node(node).routing());
  }

  @Rule
  default void sessionsAreNotCutOnANodeInService() {
    long token = bench().token();

    refusal(bench().plane().cutSessions(bench().follower(0), token));
  }

  @Rule(needs = Capability.CUT_SESSIONS)
  default void cuttingSessionsNeedsTheLease() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    ok(bench().route(node, Routing.DRAINING, token));

    Reply<Done> reply = bench().plane().cutSessions(node, token + 1);

    refused(Code.STALE_TOKEN, reply);
  }
}
