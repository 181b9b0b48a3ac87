package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the finish lines of the waits come from. */
class FenceTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void aDrainWaitsForTheFenceThatCameWithTheAnswerOfItsChange() {
    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    assertEquals(answered(Routing.DRAINING), drainedTo());
  }

  @Test
  void aLostAnswerHasTheFenceReadByALook() {
    cluster.losesReply = this::isDraining;

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    assertEquals(Optional.empty(), answered(Routing.DRAINING));
    assertTrue(drainedTo().isPresent());
  }

  /** The node served again between the two: the first fence says nothing about that time. */
  @Test
  void whatIsAskedForAgainDoesNotWaitForTheFenceOfTheTimeBefore() {
    AtomicInteger tries = new AtomicInteger();
    cluster.losesReply =
        effect -> {
          boolean again = isDraining(effect) && tries.incrementAndGet() > 1;
          if (isDraining(effect) && !again) {
            cluster.node(1).routing = Routing.SERVING;
          }
          return again;
        };

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    assertEquals(2, tries.get());
    long first = answered(Routing.DRAINING).orElseThrow().seqno();
    assertTrue(drainedTo().orElseThrow().seqno() > first, () -> first + " " + drainedTo());
  }

  @Test
  void anAnswerWithoutAFenceHasItReadByALook() {
    cluster.tellsFence = false;

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    assertEquals(Optional.empty(), answered(Routing.DRAINING));
    assertTrue(drainedTo().isPresent());
  }

  @Test
  void aNodeThatIsLongInEmptyingIsFencedAnew() {
    cluster.node(1).inFlight = 1;
    cluster.at(Duration.ofSeconds(5), () -> cluster.node(1).inFlight = 0);

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    long first = answered(Routing.DRAINING).orElseThrow().seqno();
    assertTrue(drainedTo().orElseThrow().seqno() > first, () -> first + " " + drainedTo());
  }

  @Test
  void theFirstFenceOfARejoinCameWithTheAnswerAndIsUsedOnce() {
    scenario.drain(1);
    scenario.events.clear();

    assertEquals(Ending.Kind.COMPLETE, scenario.rejoin(1).ending().kind());

    List<Optional<Position>> begun =
        stages(Stage.Sampling.class).map(Stage.Sampling::fence).toList();
    assertEquals(List.of(answered(Routing.REJOINING)), begun);
    assertTrue(begun.getFirst().isPresent());
  }

  @Test
  void threeFencesTakeTwoPausesBetweenThemWhoeverToldTheFirst() {
    scenario.drain(1);
    Duration before = cluster.now().elapsed();

    assertEquals(Ending.Kind.COMPLETE, scenario.rejoin(1).ending().kind());

    Duration took = cluster.now().elapsed().minus(before);
    assertTrue(took.compareTo(CatchUpRule.APART.multipliedBy(2)) >= 0, took::toString);
  }

  private boolean isDraining(Effect effect) {
    return effect instanceof Effect.ChangeRouting(var change, long token)
        && change.to() == Routing.DRAINING;
  }

  /** What the last answer to a change said where the leader's log ended. */
  private Optional<Position> answered(Routing to) {
    return scenario.events.stream()
        .flatMap(r -> r.event() instanceof Event.EffectEnded ended ? Stream.of(ended) : Stream.of())
        .filter(
            e ->
                e.effect() instanceof Effect.ChangeRouting(var change, long token)
                    && change.to() == to)
        .flatMap(
            e ->
                e.outcome() instanceof Outcome.RoutingChanged(Reply.Ok<Routed>(Routed routed))
                    ? routed.fence().stream()
                    : Stream.of())
        .reduce((first, last) -> last);
  }

  private Optional<Position> drainedTo() {
    return stages(Stage.TakingOut.class).findFirst().flatMap(Stage.TakingOut::fence);
  }

  private <S extends Stage> Stream<S> stages(Class<S> kind) {
    return scenario.events.stream()
        .flatMap(
            r ->
                r.event() instanceof Event.StageEntered(var node, Stage stage)
                    ? Stream.of(stage)
                    : Stream.of())
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
