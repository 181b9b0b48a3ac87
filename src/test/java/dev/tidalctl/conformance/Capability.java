package dev.tidalctl.conformance;

import static dev.tidalctl.conformance.Bench.ok;
import static dev.tidalctl.conformance.Bench.refused;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Routing;

/** What a driver need not have. */
public enum Capability {
  /** Appends an event that carries nothing. */
  HEARTBEAT {
    @Override
    void isMissing(Bench bench) {
      refused(Code.UNSUPPORTED, bench.fixture().walShipper().appendHeartbeat(bench.token()));
    }
  },

  /** Compares content. */
  DIGESTS {
    @Override
    void isMissing(Bench bench) {
      NodeName node = bench.follower(0);
      long at = bench.node(node).applied().orElseThrow().seqno();
      refused(Code.UNSUPPORTED, bench.plane().digests(node, bench.leader(), at));
    }
  },

  /** Keeps a log of how few nodes served. */
  SERVING_FLOOR {
    @Override
    void isMissing(Bench bench) {
      long token = bench.token();
      draining(bench, token);
      assertTrue(ok(bench.plane().servingFloor(token)).isEmpty(), "it does keep such a log");
    }
  },

  /** Closes a node again whose routing came apart from its mark. */
  CLOSE_AGAIN {
    @Override
    void isMissing(Bench bench) {
      long token = bench.token();
      refused(Code.UNSUPPORTED, bench.plane().closeAgain(draining(bench, token), token));
    }
  },

  /** Cuts client sessions. */
  CUT_SESSIONS {
    @Override
    void isMissing(Bench bench) {
      long token = bench.token();
      refused(Code.UNSUPPORTED, bench.plane().cutSessions(draining(bench, token), token));
    }
  };

  /** Fails when the driver does have it, asked where one that has it would do it. */
  abstract void isMissing(Bench bench);

  private static NodeName draining(Bench bench, long token) {
    NodeName node = bench.follower(0);
    if (bench.node(node).routing() == Routing.SERVING) {
      ok(bench.route(node, Routing.DRAINING, token));
    }
    return node;
  }
}
