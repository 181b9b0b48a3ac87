package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that is held out of service and that clients reach all the same. */
class ExposureTest {
  private static final Duration SOON = Duration.ofMillis(1100);

  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void itIsClosedAgainWhileItsUpgradeCommandRuns() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(5);
    cluster.at(Duration.ofMinutes(1), () -> cluster.expose(1));
    cluster.at(Duration.ofMinutes(1).plus(SOON), () -> assertFalse(cluster.node(1).exposed));
    cluster.at(Duration.ofMinutes(2), () -> cluster.expose(1));

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(2, exposures());
    assertEquals(2, cluster.asked.stream().filter("close node-1 again"::equals).count());
    assertEquals(1, cluster.asked.stream().filter("upgrade node-1"::equals).count());
    assertTrue(
        result.report().nodes().get(1).notes().stream()
            .anyMatch(note -> note.contains("held out of service, 2 times")),
        () -> result.report().nodes().toString());
  }

  @Test
  void closingThatDoesNotHelpIsRepeatedAndToldOnce() {
    cluster.node(1).upgradeTakes = Duration.ofSeconds(20);
    cluster.node(1).staysExposed = true;
    cluster.at(Duration.ofSeconds(2), () -> cluster.expose(1));
    cluster.at(Duration.ofSeconds(12), () -> cluster.node(1).staysExposed = false);

    assertEquals(Ending.Kind.COMPLETE, scenario.roll().ending().kind());

    long asked = cluster.asked.stream().filter("close node-1 again"::equals).count();
    assertTrue(asked >= 10 && asked <= 22, () -> "asked " + asked + " times");
    assertEquals(1, exposures());
  }

  @Test
  void anothersNodeIsLeftToHim() {
    scenario.drain(2);
    scenario.owner = "bob";
    scenario.maxUnavailable = 2;
    cluster.node(1).inFlight = 1;
    cluster.at(cluster.now().elapsed().plusSeconds(1), () -> cluster.expose(2));
    cluster.at(cluster.now().elapsed().plusSeconds(9), () -> cluster.node(1).inFlight = 0);

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    assertTrue(cluster.node(2).exposed);
    assertEquals(0, exposures());
  }

  @Test
  void aNodeIsNotClosedWhileItsOwnRoutingIsOnItsWay() {
    cluster.opensBeforeItUnmarks = true;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(0, exposures());
  }

  @Test
  void itsRoutingIsNotChangedWhileItIsBeingClosed() {
    scenario.stagehand =
        new Watched(
            cluster,
            effect -> {
              if (effect instanceof Effect.CompareDigests) {
                cluster.expose(1);
              }
            });

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    List<Effect> atOnce = new ArrayList<>();
    for (Recorded recorded : scenario.events) {
      if (recorded.event() instanceof Event.EffectStarted started && moves(started.effect())) {
        atOnce.add(started.effect());
        assertEquals(1, atOnce.size(), atOnce::toString);
      } else if (recorded.event() instanceof Event.EffectEnded ended && moves(ended.effect())) {
        atOnce.remove(ended.effect());
      }
    }
    assertTrue(exposures() > 0);
  }

  /** Whether it opens or closes node-1. */
  private static boolean moves(Effect effect) {
    NodeName node = new NodeName("node-1");
    return (effect instanceof Effect.CloseAgain close && close.node().equals(node))
        || (effect instanceof Effect.ChangeRouting change && change.change().node().equals(node));
  }

  @Test
  void theRunLooksEverySecondWhileANodeIsHeld() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(5);
    List<Moment> looks = new ArrayList<>();
    scenario.stagehand =
        new Watched(
            cluster,
            effect -> {
              if (effect instanceof Effect.Look) {
                looks.add(cluster.now());
              }
            });

    scenario.roll();

    for (int i = 1; i < looks.size(); i++) {
      Duration apart = looks.get(i).since(looks.get(i - 1));
      assertTrue(apart.compareTo(SOON) < 0, () -> "looked again after " + apart);
    }
  }

  private long exposures() {
    return scenario.events.stream().filter(r -> r.event() instanceof Event.Exposed).count();
  }
}
