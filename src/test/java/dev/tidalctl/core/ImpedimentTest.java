package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Routing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What speaks against taking any node out. */
class ImpedimentTest {
  private static final String PAUSED = "Patroni is paused: patronictl resume";

  private static final String AWAY = "HAProxy lb-1:9999 can't be reached";

  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void aDrainIsRefusedNamingTheRemedy() {
    cluster.impede(PAUSED);

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertEquals(
        "cannot drain node-1: " + PAUSED + "; nothing was changed", result.ending().reason());
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void aRollIsRefusedNamingAll() {
    cluster.impede(PAUSED, "a switchover is scheduled: patronictl flush prod switchover");

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertTrue(result.ending().reason().contains(PAUSED + "; a switchover is scheduled"));
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void aDrainForWhichSomebodyCannotBeReachedHasNotReachedTheCluster() {
    cluster.lose(AWAY);

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.UNREACHABLE, result.ending().kind());
    assertEquals(
        "cannot drain node-1: " + AWAY + "; nothing was changed", result.ending().reason());
    assertEquals(List.of(), cluster.asked);
    assertTrue(cluster.now().elapsed().toSeconds() >= 5, "not asked again for a while");
  }

  @Test
  void soHasARollUnlessSomethingElseSpeaksAgainstItToo() {
    cluster.lose(AWAY);
    assertEquals(Ending.Kind.UNREACHABLE, scenario.roll().ending().kind());

    cluster.miss("Patroni sees nobody hold the leader key");
    assertEquals(Ending.Kind.REFUSED, scenario.roll().ending().kind());

    cluster.lose(AWAY);
    cluster.node(0).routing = Routing.DRAINED;
    cluster.node(2).routing = Routing.DRAINED;
    Ending drain = scenario.drain(1).ending();
    assertEquals(Ending.Kind.REFUSED, drain.kind());
    assertTrue(drain.reason().contains(AWAY + "; and it would leave 0 of 3"), drain.reason());
    assertEquals(List.of(), cluster.asked);
  }

  @Test
  void norHasADrainThatANodeInPoorHealthForbidsTooThoughThatMayPass() {
    cluster.lose(AWAY);
    cluster.node(2).reachable = false;

    assertEquals(Ending.Kind.REFUSED, scenario.drain(1).ending().kind());
    assertTrue(cluster.now().elapsed().toSeconds() >= 5, "not asked again for a while");
  }

  @Test
  void whatHasChangedSomethingNeverEndsAsUnreachable() {
    List<Impediment> away = List.of(Impediment.unreached(AWAY));

    assertEquals(Ending.Kind.FAILED, Endings.impeded(away, true, List.of()).kind());
    assertEquals(Ending.Kind.UNREACHABLE, Endings.impeded(away, false, List.of()).kind());
  }

  @Test
  void aRollUnderWayThatLosesSomebodyHasFailed() {
    cluster.node(1).upgradeTakes = Duration.ofSeconds(5);
    cluster.at(Duration.ofSeconds(3), () -> cluster.lose(AWAY));

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains(AWAY), result.ending().reason());
  }

  @Test
  void oneThatComesDuringADrainHasItUndone() {
    cluster.node(1).inFlight = 1;
    cluster.at(
        Duration.ofSeconds(2),
        () -> {
          cluster.impede(PAUSED);
          cluster.node(1).inFlight = 0;
        });

    RunResult result = scenario.drain(1);

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains(PAUSED), result.ending().reason());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
  }

  @Test
  void oneThatComesAndGoesBetweenNodesIsWaitedFor() {
    cluster.node(1).upgradeTakes = Duration.ofSeconds(5);
    cluster.at(Duration.ofSeconds(3), () -> cluster.impede(PAUSED));
    cluster.at(Duration.ofSeconds(20), cluster::impede);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertTrue(cluster.now().elapsed().toSeconds() >= 20);
  }

  @Test
  void aNodeIsBroughtBackAllTheSame() {
    scenario.drain(1);
    cluster.impede(PAUSED);

    assertEquals(Ending.Kind.COMPLETE, scenario.rejoin(1).ending().kind());
  }

  @Test
  void noUpgradeBeginsUnderOne() {
    scenario.drain(1);
    scenario.run = "run-2";
    scenario.adopt = java.util.Set.of(cluster.node(1).name);
    cluster.impede(PAUSED);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.REFUSED, result.ending().kind());
    assertEquals(List.of("node-1 draining", "node-1 drained"), cluster.asked);
  }

  @Test
  void cautionsAreWarnings() {
    cluster.cautions = List.of("node-2 has nofailover: it is never given leadership");

    assertEquals(Ending.Kind.COMPLETE, scenario.drain(1).ending().kind());

    assertTrue(scenario.warned("node-2 has nofailover"));
  }
}
