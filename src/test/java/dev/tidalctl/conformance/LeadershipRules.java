package dev.tidalctl.conformance;

import static dev.tidalctl.conformance.Bench.ok;
import static dev.tidalctl.conformance.Bench.refusal;
import static dev.tidalctl.conformance.Bench.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;

/** {@code ControlPlane.moveLeadership}. */
interface LeadershipRules extends UnderTest {
  private Reply<Done> move(NodeName to, long termOff, long token) {
    return Bench.settled(
        () -> {
          Snapshot seen = bench().look();
          return bench()
              .plane()
              .moveLeadership(
                  new Handover(
                      seen.leader().orElseThrow(),
                      to,
                      seen.leaderPosition().orElseThrow().term() + termOff,
                      seen.stamp().revision()),
                  token);
        });
  }

  @Rule
  default void leadershipMovesToWhomItWasAskedForInALaterTerm() {
    long token = bench().token();
    long term = bench().look().leaderPosition().orElseThrow().term();
    NodeName heir = bench().follower(1);

    ok(move(heir, 0, token));

    Snapshot seen = bench().await(heir + " to lead", s -> s.isLeader(heir));
    Snapshot after =
        bench().await("the new leader's position", s -> s.leaderPosition().isPresent());
    assertTrue(after.leaderPosition().orElseThrow().term() > term, seen::toString);
    bench().atRest();
  }

  @Rule
  default void leadershipIsNotMovedInATermThatIsOver() {
    long token = bench().token();
    NodeName leader = bench().leader();

    refusal(move(bench().follower(0), -1, token));

    assertEquals(leader, bench().leader());
  }

  @Rule
  default void leadershipIsNotMovedToANodeThatDoesNotServe() {
    long token = bench().token();
    NodeName leader = bench().leader();
    NodeName out = bench().follower(0);
    ok(bench().route(out, Routing.DRAINING, token));

    refused(Code.NOT_ELECTABLE, move(out, 0, token));

    assertEquals(leader, bench().leader());
  }

  @Rule
  default void leadershipIsNotMovedWithoutTheLease() {
    long token = bench().token();
    NodeName leader = bench().leader();

    refused(Code.STALE_TOKEN, move(bench().follower(0), 0, token + 1));

    assertEquals(leader, bench().leader());
  }
}
