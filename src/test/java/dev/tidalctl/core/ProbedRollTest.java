package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rolls with a probe: what it measures, and when it holds them back. */
class ProbedRollTest {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  /** Whether a query that is asked now is answered; each at once. */
  private Predicate<FakeCluster> answers = c -> true;

  private long answered;
  private long failed;
  private int answeredInRow;
  private int failedInRow;

  @BeforeEach
  void asksThreeTimes() {
    scenario.pauseAfter = OptionalInt.of(3);
    cluster.at(Duration.ZERO, this::ask);
  }

  @Test
  void aRollThatIsAlwaysAnsweredIsMeasuredAndNotHeldBack() {
    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    Availability measured = result.report().availability().orElseThrow();
    assertEquals(answered, measured.answered());
    assertTrue(answered > 10, () -> answered + " queries");
    assertEquals(0, measured.failed());
    assertEquals(INTERVAL, measured.longestGap());
    assertEquals(3, news(Event.ProbeMeasured.class).size(), "one a node; the end has no more");
  }

  @Test
  void withoutAProbeNothingIsMeasured() {
    scenario.pauseAfter = OptionalInt.empty();

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind());
    assertEquals(Optional.empty(), result.report().availability());
  }

  @Test
  void nothingIsTakenAwayBeforeTheFirstAnswer() {
    answers = c -> false;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.REFUSED, result.ending().kind(), result.ending().reason());
    assertEquals(List.of(), cluster.asked);
    assertTrue(
        result.ending().reason().contains("the probe is not answered"), result.ending().reason());
    assertTrue(result.ending().reason().contains("HTTP 503"), result.ending().reason());
    assertEquals(failed, result.report().availability().orElseThrow().failed());
  }

  @Test
  void failuresDuringAnUpgradePauseTheRollBeforeTheNextNode() {
    cluster.node(1).upgradeTakes = Duration.ofSeconds(5);
    answers = c -> outside(c, Duration.ofSeconds(2), Duration.ofSeconds(20));

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(at("node-1", "Complete") < 10_000, "the node in hand is brought back");
    assertTrue(at("node-2", "Draining") > 20_000, "no other is taken meanwhile");
    assertTrue(at("node-2", "Draining") < 22_000, "it goes on by itself");
    assertEquals(1, news(Event.ProbeFailing.class).size());
    assertEquals(1, news(Event.ProbeAnswering.class).size());
    Availability measured = result.report().availability().orElseThrow();
    assertEquals(failed, measured.failed());
    assertEquals(answered, measured.answered());
  }

  @Test
  void twoFailuresInARowPauseNothing() {
    answers = c -> c.now().elapsed().toMillis() % 400 >= 100;

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());
    assertEquals(List.of(), news(Event.ProbeFailing.class));
    assertTrue(failed > 0);
  }

  @Test
  void oneGoodAnswerDoesNotEndAPause() {
    answers =
        c -> {
          long now = c.now().elapsed().toMillis();
          return now < 500 || now > 20_000 || (now > 5_000 && now % 200 < 50);
        };

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(at("node-2", "Draining") > 20_000, () -> scenario.events.toString());
  }

  @Test
  void failingForGoodStopsTheRollBetweenNodesAndAResumeGoesOn() {
    answers = c -> c.now().elapsed().toMillis() < 700;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind(), result.ending().reason());
    assertTrue(result.ending().reason().contains("the probe is not answered"));
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), result.next());
    assertEquals("2.0.0", cluster.node(1).version);
    assertTrue(
        cluster.nodes.values().stream().allMatch(n -> n.routing == Routing.SERVING),
        "none is left out of service");
    assertTrue(cluster.now().elapsed().toSeconds() < 40, "within the drain limit");

    answers = c -> true;
    assertEquals(Ending.Kind.COMPLETE, scenario.resume(false).ending().kind());
  }

  @Test
  void failuresThatBeginWithTheDrainPutTheNodeBack() {
    cluster.node(1).inFlight = 1;
    cluster.at(Duration.ofSeconds(2), () -> cluster.node(1).inFlight = 0);
    answers = c -> c.node(1).routing == Routing.SERVING;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind(), result.ending().reason());
    assertEquals(List.of("node-1 draining", "node-1 serving"), cluster.asked);
    assertTrue(result.ending().reason().contains("the probe is not answered"));
  }

  @Test
  void leadershipIsNotAskedForAgainWhileClientsAreNotAnswered() {
    cluster.handsOver = false;
    answers = c -> !c.asked.contains("lead node-1") || c.now().elapsed().toSeconds() >= 20;
    cluster.at(Duration.ofSeconds(6), () -> cluster.handsOver = true);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(at("node-0", "Draining") < 6_000, "the first request was before the trouble");
    assertTrue(movedAt() > 20_000, "the second one waited");
    assertEquals(2, cluster.asked.stream().filter(a -> a.startsWith("lead")).count());
  }

  @Test
  void nodesThatAreOutAlreadyAreFinishedWhateverTheProbeSays() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(5);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.NOW);
    scenario.roll();
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
    answers = c -> c.node(1).routing == Routing.SERVING;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
  }

  @Test
  void aResumedRollAddsUpWhatItsProcessesMeasured() {
    cluster.node(1).upgradeTakes = Duration.ofSeconds(5);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.NOW);
    Availability first = scenario.roll().report().availability().orElseThrow();
    answered = 0;
    cluster.restartTool(Duration.ofMillis(20));

    RunResult result = scenario.resume(false);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(first.answered() > 10 && answered > 10, () -> first + " and " + answered);
    assertEquals(
        first.answered() + answered,
        result.report().availability().orElseThrow().answered(),
        first::toString);
  }

  @Test
  void aDrainOfOneNodeAsksNoProbe() {
    answers = c -> false;

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());
  }

  private void ask() {
    if (answers.test(cluster)) {
      answered++;
      answeredInRow++;
      failedInRow = 0;
    } else {
      failed++;
      failedInRow++;
      answeredInRow = 0;
    }
    cluster.probed(
        new ProbeReading(
            new Availability(answered, failed, INTERVAL, Duration.ZERO),
            answeredInRow,
            failedInRow,
            failed > 0 ? Optional.of("HTTP 503") : Optional.empty()));
    cluster.at(cluster.now().elapsed().plus(INTERVAL), this::ask);
  }

  private static boolean outside(FakeCluster cluster, Duration from, Duration to) {
    Duration now = cluster.now().elapsed();
    return now.compareTo(from) < 0 || now.compareTo(to) > 0;
  }

  private <T extends Event> List<T> news(Class<T> kind) {
    return scenario.events.stream()
        .map(Recorded::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** When a node first had this status, in ms. */
  private long at(String node, String status) {
    return scenario.events.stream()
        .filter(
            r ->
                r.event() instanceof Event.StageEntered(var name, var stage)
                    && name.value().equals(node)
                    && stage.status().label().equals(status))
        .mapToLong(r -> r.at().elapsed().toMillis())
        .findFirst()
        .orElseThrow();
  }

  private long movedAt() {
    return scenario.events.stream()
        .filter(r -> r.event() instanceof Event.LeadershipMoved)
        .mapToLong(r -> r.at().elapsed().toMillis())
        .findFirst()
        .orElseThrow();
  }
}
