package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.core.port.Stagehand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A roll of three nodes is killed at every point there is, and resumed. */
class CrashTest {
  private static final Duration AT_ONCE = Duration.ofMillis(20);
  private static final Duration AFTER_THE_LEASE = Duration.ofSeconds(25);

  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  /** The process dies. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Where it dies. */
  enum Where {
    BEFORE_AN_EFFECT,
    AFTER_AN_EFFECT,
    BEFORE_KEEPING,
    AFTER_KEEPING
  }

  /** One point of a clean roll, and how long it lasts until the resume. */
  record Point(Where where, int nth, Duration pause) {}

  static Stream<Point> points() {
    Counter clean = new Counter(Optional.empty());
    FakeCluster cluster = new FakeCluster(3);
    Scenario scenario = new Scenario(cluster);
    clean.watch(scenario);
    scenario.roll();
    return Stream.of(Where.values())
        .flatMap(
            where ->
                IntStream.rangeClosed(
                        1,
                        where == Where.BEFORE_AN_EFFECT || where == Where.AFTER_AN_EFFECT
                            ? clean.effects
                            : clean.keepings)
                    .boxed()
                    .flatMap(
                        nth ->
                            Stream.of(AT_ONCE, AFTER_THE_LEASE)
                                .map(pause -> new Point(where, nth, pause))));
  }

  @ParameterizedTest
  @MethodSource("points")
  void whereverItIsKilledAResumeFinishesTheJob(Point point) {
    new Counter(Optional.of(point)).watch(scenario);
    assertThrows(Killed.class, scenario::roll);
    cluster.restartTool(point.pause());
    new Counter(Optional.empty()).watch(scenario);

    RunResult result = scenario.journal.isEmpty() ? scenario.roll() : scenario.resume(false);

    assertTrue(
        Set.of(Ending.Kind.COMPLETE, Ending.Kind.NOTHING_TO_DO).contains(result.ending().kind()),
        result.ending()::reason);

    for (int i = 0; i < 3; i++) {
      assertEquals("2.0.0", cluster.node(i).version);
      assertEquals(Routing.SERVING, cluster.node(i).routing);
      assertEquals(Optional.empty(), cluster.node(i).hold);
      String upgrade = "upgrade node-" + i;
      assertEquals(1, cluster.asked.stream().filter(upgrade::equals).count(), upgrade);
    }
    assertTrue(cluster.asked.stream().noneMatch(a -> a.contains("WHILE IT LEADS")));
    assertTrue(cluster.fewestServing >= 2, () -> "served " + cluster.fewestServing);
    int asked = cluster.asked.size();
    assertEquals(Ending.Kind.NOTHING_TO_DO, scenario.resume(false).ending().kind(), "once more");
    assertEquals(asked, cluster.asked.size());
  }

  @Test
  void aCommandThatRunsOnIsAdoptedNotRepeated() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(3);
    killAfter("upgrade node-1");

    RunResult result = scenario.resume(false);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(
        List.of(
            "node-1 draining",
            "node-1 drained",
            "upgrade node-1",
            "node-1 drained (UPGRADING)",
            "node-1 rejoining",
            "ship node-1",
            "node-1 serving"),
        cluster.asked.subList(0, 7));
    assertEquals(1, result.report().resumedAt().size());
    assertEquals(3, result.report().nodes().size());
    assertEquals(
        Duration.ofMinutes(3), result.report().nodes().get(1).spans().get(RunReport.Span.UPGRADE));
  }

  @Test
  void aFailedNodeIsTriedAgainOnlyWhenAskedForAndUnderTheNextAttempt() {
    cluster.node(1).exitStatus = 1;
    cluster.node(1).restarts = false;
    scenario.roll();
    cluster.node(1).exitStatus = 0;
    cluster.node(1).restarts = true;
    int before = cluster.asked.size();

    RunResult left = scenario.resume(false);
    assertEquals(Ending.Kind.FAILED, left.ending().kind());
    assertTrue(left.ending().reason().contains("exited 1"), left.ending().reason());
    assertEquals(before, cluster.asked.size(), "nothing was changed");

    RunResult retried = scenario.resume(true);
    assertEquals(Ending.Kind.COMPLETE, retried.ending().kind(), retried.ending().reason());
    assertTrue(
        scenario.journal.stream()
            .map(Recorded::event)
            .anyMatch(
                e ->
                    e instanceof Event.EffectStarted started
                        && started.effect() instanceof Effect.RunUpgrade(var job)
                        && job.attempt() == 2));
  }

  @Test
  void aDrainThatTheOperatorStoppedIsNoFailure() {
    cluster.stopAt(Duration.ofMillis(25), Input.Stop.TERMINATE);
    cluster.node(1).inFlight = 3;
    RunResult stopped = scenario.roll();
    assertEquals(Ending.Kind.TERMINATED, stopped.ending().kind(), stopped.ending().reason());
    assertEquals("node-1 serving", cluster.asked.getLast());
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), stopped.next());
    cluster.node(1).inFlight = 0;

    RunResult resumed = scenario.resume(false);

    assertEquals(Ending.Kind.COMPLETE, resumed.ending().kind(), resumed.ending().reason());
  }

  @Test
  void withoutTheJournalTheLeaseIsWaitedForAndACommandOfUnknownOutcomeIsNotRepeated() {
    cluster.node(1).restarts = false;
    killAfter("upgrade node-1");
    Duration killedAt = cluster.now().elapsed();

    RunResult result = scenario.resumeElsewhere(false);

    assertEquals(Ending.Kind.FAILED, result.ending().kind(), result.ending().reason());
    assertTrue(result.ending().reason().contains("unknown"), result.ending().reason());
    assertTrue(cluster.now().elapsed().minus(killedAt).toSeconds() >= 10);
    assertTrue(
        scenario.events.stream()
            .anyMatch(
                e ->
                    e.event() instanceof Event.StillWaiting(String text)
                        && text.contains("to run out")));
    assertEquals(1, cluster.asked.stream().filter("upgrade node-1"::equals).count());
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
  }

  @Test
  void withoutTheJournalANodeThatCameBackAsWantedIsRejoined() {
    killAfter("upgrade node-1");
    cluster.restartTool(Duration.ofSeconds(2));

    RunResult result = scenario.resumeElsewhere(false);

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(1, cluster.asked.stream().filter("upgrade node-1"::equals).count());
  }

  @Test
  void aLiveRunOfAnotherMachineIsLeftAlone() {
    killAfter("upgrade node-1");
    for (int i = 1; i <= 10; i++) {
      cluster.at(
          cluster.now().elapsed().plusSeconds(4L * i),
          () -> cluster.lease.renew(7, cluster.now().wall()));
    }

    RunResult result = scenario.resumeElsewhere(false);

    assertEquals(Ending.Kind.LEASE, result.ending().kind(), result.ending().reason());
  }

  @Test
  void aJournalThatCanNotBeKeptRefusesARollThatHasChangedNothing() {
    scenario.keeper = facts -> new RunJournal.Kept.Lost("No space left on device");

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.REFUSED, result.ending().kind(), result.ending().reason());
    assertTrue(result.ending().reason().contains("No space left on device"));
    assertEquals(List.of(), cluster.asked);
    assertEquals(Optional.empty(), cluster.lease.shown());
  }

  @Test
  void aResumeThatCanNotKeepItsJournalNamesWhatTheRunHolds() {
    killAfter("upgrade node-1");
    scenario.keeper = facts -> new RunJournal.Kept.Lost("No space left on device");

    RunResult result = scenario.resume(false);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind(), result.ending().reason());
    assertTrue(
        result.ending().reason().contains("; node-1 is drained, held by it from before"),
        result.ending().reason());
  }

  @Test
  void aJournalThatIsLostOnTheWayStopsTheRollSafelyAndAResumeFinishesIt() {
    for (int nth = 2; nth < 60; nth++) {
      FakeCluster other = new FakeCluster(3);
      Scenario full = new Scenario(other);
      Counter failing = new Counter(Optional.empty());
      failing.loseAt = OptionalInt.of(nth);
      failing.watch(full);

      RunResult result = full.roll();

      if (result.ending().kind() == Ending.Kind.COMPLETE) {
        continue;
      }
      assertEquals(
          result.report().changed() ? Ending.Kind.FAILED : Ending.Kind.REFUSED,
          result.ending().kind(),
          result.ending().reason());
      assertEquals(Optional.empty(), other.lease.shown(), "the lease is given back");
      other.restartTool(Duration.ofSeconds(2));
      new Counter(Optional.empty()).watch(full);
      assertEquals(Ending.Kind.COMPLETE, full.resume(false).ending().kind());
      assertEquals(
          3, other.asked.stream().filter(a -> a.startsWith("upgrade")).count(), "at " + nth);
    }
  }

  private void killAfter(String asked) {
    scenario.stagehand =
        new Stagehand() {
          @Override
          public void start(long id, Effect effect) {
            cluster.start(id, effect);
            if (cluster.asked.contains(asked)) {
              throw new Killed();
            }
          }

          @Override
          public Input next(Duration atMost) {
            return cluster.next(atMost);
          }
        };
    assertThrows(Killed.class, scenario::roll);
    scenario.stagehand = cluster;
    cluster.restartTool(AT_ONCE);
  }

  /** Counts effects and keepings, and kills the process at one of them. */
  private static final class Counter {
    private final Optional<Point> point;
    private int effects;
    private int keepings;
    private OptionalInt loseAt = OptionalInt.empty();

    Counter(Optional<Point> point) {
      this.point = point;
    }

    void watch(Scenario scenario) {
      FakeCluster cluster = scenario.cluster;
      scenario.stagehand =
          new Stagehand() {
            @Override
            public void start(long id, Effect effect) {
              effects++;
              die(Where.BEFORE_AN_EFFECT, effects);
              cluster.start(id, effect);
              die(Where.AFTER_AN_EFFECT, effects);
            }

            @Override
            public Input next(Duration atMost) {
              return cluster.next(atMost);
            }
          };
      scenario.keeper =
          facts -> {
            keepings++;
            die(Where.BEFORE_KEEPING, keepings);
            if (loseAt.isPresent() && keepings >= loseAt.getAsInt()) {
              return new RunJournal.Kept.Lost("No space left on device");
            }
            scenario.journal.addAll(facts);
            die(Where.AFTER_KEEPING, keepings);
            return new RunJournal.Kept.Safe();
          };
    }

    private void die(Where where, int nth) {
      if (point.filter(p -> p.where() == where && p.nth() == nth).isPresent()) {
        throw new Killed();
      }
    }
  }

  /** Another roll, begun after the lease was broken by force, took the nodes further. */
  @Test
  void anOlderRollDoesNotTakeBackWhatANewerOneUpgraded() {
    cluster.node(2).exitStatus = 1;
    assertEquals(Ending.Kind.FAILED, scenario.roll().ending().kind());
    cluster.node(2).exitStatus = 0;
    cluster.node(1).version = "3.0.0";
    cluster.asked.clear();

    RunResult resumed = scenario.resume(true);

    assertTrue(
        resumed
            .ending()
            .reason()
            .contains("node-1 serves version 3.0.0, which this run neither found nor installs"),
        resumed.ending().reason());
    assertTrue(resumed.ending().reason().contains("runs close run-1"), resumed.ending().reason());
    assertEquals(List.of(), cluster.asked);

    scenario.adopt = Set.of(cluster.node(1).name);
    assertEquals(Ending.Kind.COMPLETE, scenario.resume(true).ending().kind());
    assertEquals("2.0.0", cluster.node(1).version);
  }
}
