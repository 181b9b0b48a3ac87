package dev.tidalctl.conformance;

import static dev.tidalctl.conformance.Bench.ok;
import static dev.tidalctl.conformance.Bench.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import org.junit.jupiter.api.Assertions;

/** {@code WalShipper}, and digests. */
interface WalRules extends UnderTest {
  private NodeName rejoining(long token) {
    NodeName node = bench().follower(0);
    bench().drain(node, token);
    ok(bench().route(node, Routing.REJOINING, token));
    return node;
  }

  @Rule
  default void shippingTwiceIsHarmless() {
    long token = bench().token();
    NodeName node = rejoining(token);
    Position applied = bench().node(node).applied().orElseThrow();

    ok(bench().fixture().walShipper().shipSegmentsSince(node, applied, token));
    ok(bench().fixture().walShipper().shipSegmentsSince(node, applied, token));

    bench()
        .await(
            node + " to catch up",
            s -> s.node(node).filter(n -> s.lag(n).orElse(1) == 0).isPresent());
  }

  @Rule
  default void shippingNeedsTheLease() {
    long token = bench().token();
    NodeName node = rejoining(token);
    Position applied = bench().node(node).applied().orElseThrow();

    refused(
        Code.STALE_TOKEN,
        bench().fixture().walShipper().shipSegmentsSince(node, applied, token + 1));
  }

  @Rule(needs = Capability.HEARTBEAT)
  default void aHeartbeatIsAppliedByAllThatAreShippedTo() {
    long token = bench().token();
    Position before = bench().look().leaderPosition().orElseThrow();

    Reply<Position> reply = bench().fixture().walShipper().appendHeartbeat(token);

    Position at = ok(reply);
    Assertions.assertTrue(at.seqno() > before.seqno(), () -> at + " after " + before);
    bench()
        .await(
            "the heartbeat to be applied",
            s ->
                s.nodes().stream()
                    .allMatch(n -> n.applied().filter(p -> p.reaches(at)).isPresent()));
  }

  @Rule(needs = Capability.HEARTBEAT)
  default void aHeartbeatNeedsTheLease() {
    long token = bench().token();

    Reply<Position> reply = bench().fixture().walShipper().appendHeartbeat(token + 1);

    refused(Code.STALE_TOKEN, reply);
  }

  @Rule(needs = Capability.DIGESTS)
  default void contentThatIsTheSameAgrees() {
    NodeName node = bench().follower(0);
    long at = bench().node(node).applied().orElseThrow().seqno();

    Reply<Digests> reply = bench().plane().digests(node, bench().leader(), at);

    Digests digests = ok(reply);
    assertEquals(digests.leader(), digests.node());
    assertFalse(digests.node().isEmpty());
  }
}
