package dev.tidalctl.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code ControlPlane.look}. */
interface LookRules extends UnderTest {
  @Rule
  default void aLookShowsEveryMemberAndOneLeader() {
    Snapshot seen = bench().look();

    assertEquals(3, seen.nodes().size());
    assertEquals(3, seen.nodes().stream().map(NodeView::name).distinct().count());
    assertEquals(1, seen.nodes().stream().filter(n -> n.role() == Role.LEADER).count());
    NodeView leader = seen.node(seen.leader().orElseThrow()).orElseThrow();
    assertEquals(Role.LEADER, leader.role());
    assertFalse(leader.electable(), "who leads is not given leadership");
  }

  @Rule
  default void atRestNobodyIsHeldExposedOrLeased() {
    Snapshot seen = bench().look();

    assertTrue(seen.lease().isEmpty());
    assertTrue(seen.nodes().stream().allMatch(n -> n.hold().isEmpty() && !n.exposed()));
  }

  @Rule
  default void whatWasReadHasATimeBeforeIt() {
    Snapshot seen = bench().look();

    assertFalse(seen.leaderObservedAt().orElseThrow().isAfter(seen.now()));
    assertTrue(
        seen.nodes().stream().allMatch(n -> !n.observedAt().orElseThrow().isAfter(seen.now())));
  }

  @Rule
  default void aLookIsNeverOlderThanOneBefore() {
    Stamp before = bench().look().stamp();
    for (int i = 0; i < 20; i++) {
      Stamp later = bench().look().stamp();
      assertTrue(later.compareTo(before) >= 0, later + " after " + before);
      before = later;
    }
  }

  @Rule
  default void aLookWithNothingToWaitForAnswersInTime() {
    Snapshot seen = bench().look();
    Duration atMost = Duration.ofMillis(500);
    long began = System.nanoTime();

    Snapshot later =
        Bench.ok(bench().plane().look(Optional.of(seen.stamp()), Interest.REVISION, atMost));

    assertTrue(System.nanoTime() - began < atMost.plusSeconds(10).toNanos());
    assertTrue(later.stamp().compareTo(seen.stamp()) >= 0);
  }

  @Rule
  default void aLookWakesUpForAChange() {
    long token = bench().token();
    Stamp before = bench().look().stamp();
    Bench.ok(bench().route(bench().follower(0), Routing.DRAINING, token));
    Duration long_ = Duration.ofSeconds(20);
    long began = System.nanoTime();

    Snapshot later = Bench.ok(bench().plane().look(Optional.of(before), Interest.REVISION, long_));

    assertTrue(later.stamp().compareTo(before) > 0);
    assertTrue(System.nanoTime() - began < long_.toNanos(), "it slept through a change");
  }

  @Rule
  default void theRevisionMovesWithRoutingAndHolds() {
    long token = bench().token();
    long before = bench().look().stamp().revision();

    Bench.ok(bench().route(bench().follower(0), Routing.DRAINING, token));

    assertTrue(bench().look().stamp().revision() > before);
  }

  @Rule
  default void looksFromManyThreadsAreAllWell() {
    assertTrue(
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> bench().look())
            .allMatch(seen -> seen.nodes().size() == 3));
  }

  @Rule
  default void withNobodyThereALookEndsAndSaysWhy() {
    bench().fixture().cutOff();

    Reply<Snapshot> reply =
        bench().plane().look(Optional.empty(), Interest.REVISION, Duration.ZERO);

    assertTrue(
        reply instanceof Reply.Unreachable || reply instanceof Reply.Unknown, reply::toString);
  }
}
