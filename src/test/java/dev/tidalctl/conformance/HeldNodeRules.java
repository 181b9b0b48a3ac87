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
import org.junit.jupiter.api.Test;

/** {@code ControlPlane.closeAgain} and {@code cutSessions}. */
interface HeldNodeRules extends UnderTest {
  @Test
  default void closingAgainIsHarmlessAndKeepsTheMark() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, token);
    NodeView before = bench().node(node);

    for (int i = 0; i < 2; i++) {
      Reply<Done> reply = bench().plane().closeAgain(node, token);
      if (bench().has(Capability.CLOSE_AGAIN, reply)) {
        ok(reply);
      }
    }

    NodeView after = bench().node(node);
    assertEquals(before.hold(), after.hold());
    assertEquals(before.routing(), after.routing());
    assertFalse(after.exposed());
  }

  @Test
  default void aNodeInServiceIsNotClosed() {
    long token = bench().token();
    NodeName node = bench().follower(0);

    refusal(bench().plane().closeAgain(node, token));

    assertEquals(Routing.SERVING, bench().node(node).routing());
    assertFalse(bench().node(node).exposed());
  }

  @Test
  default void closingAgainNeedsTheLease() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    bench().drain(node, token);

    Reply<Done> reply = bench().plane().closeAgain(node, token + 1);

    if (bench().has(Capability.CLOSE_AGAIN, reply)) {
      refused(Code.STALE_TOKEN, reply);
    }
  }

  @Test
  default void sessionsAreCutOnANodeThatDrains() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    ok(bench().route(node, Routing.DRAINING, token));

    Reply<Done> reply = bench().plane().cutSessions(node, token);

    if (bench().has(Capability.CUT_SESSIONS, reply)) {
      ok(reply);
      bench()
          .await(
              "no sessions",
              s -> s.node(node).filter(n -> n.inFlight().orElse(1) == 0).isPresent());
    }
    assertEquals(Routing.DRAINING, bench().node(node).routing());
  }

  @Test
  default void sessionsAreNotCutOnANodeInService() {
    long token = bench().token();

    refusal(bench().plane().cutSessions(bench().follower(0), token));
  }

  @Test
  default void cuttingSessionsNeedsTheLease() {
    long token = bench().token();
    NodeName node = bench().follower(0);
    ok(bench().route(node, Routing.DRAINING, token));

    Reply<Done> reply = bench().plane().cutSessions(node, token + 1);

    if (bench().has(Capability.CUT_SESSIONS, reply)) {
      refused(Code.STALE_TOKEN, reply);
    }
  }
}
