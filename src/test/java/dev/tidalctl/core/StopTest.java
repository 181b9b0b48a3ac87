package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Routing;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A roll that is asked to stop. */
final class StopTest {
  private static final Duration AT_ONCE = Duration.ofMillis(20);
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @ParameterizedTest
  @EnumSource(
      value = Input.Stop.class,
      names = {"NOW", "TERMINATE"})
  void anInterruptedDrainIsNoFailureAndAPlainResumeFinishes(Input.Stop how) {
    cluster.node(1).inFlight = 1;
    cluster.stopAt(Duration.ofSeconds(2), how);

    RunResult result = scenario.roll();

    assertEquals(
        how == Input.Stop.NOW ? Ending.Kind.INTERRUPTED : Ending.Kind.TERMINATED,
        result.ending().kind());
    assertTrue(result.ending().reason().contains("no node is out of service"), result::toString);
    assertEquals(Routing.SERVING, cluster.node(1).routing);
    assertEquals(new NodeUpgradeStatus.Pending(), result.report().nodes().get(1).status());
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), result.next());

    cluster.node(1).inFlight = 0;
    cluster.restartTool(AT_ONCE);
    assertEquals(Ending.Kind.COMPLETE, scenario.resume(false).ending().kind());
  }

  @Test
  void aCrashWhileAnInterruptedDrainIsTakenBackIsNoFailureEither() {
    cluster.node(1).inFlight = 1;
    cluster.at(Duration.ofMillis(1900), () -> cluster.losesReply = Effect::changes);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.NOW);

    scenario.roll();
    cluster.losesReply = e -> false;
    cluster.node(1).inFlight = 0;
    cluster.restartTool(AT_ONCE);

    assertEquals(Ending.Kind.COMPLETE, scenario.resume(false).ending().kind());
  }

  @Test
  void whatIsMilderChangesNothing() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(5);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.TERMINATE);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.AFTER_NODE);

    assertEquals(Ending.Kind.TERMINATED, scenario.roll().ending().kind());
    assertTrue(cluster.now().elapsed().compareTo(WITHIN) < 0);
  }

  @Test
  void withTheControlPlaneGoneItStillEndsInTime() {
    cluster.node(1).inFlight = 1;
    cluster.at(Duration.ofMillis(1900), () -> cluster.reachable = false);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.TERMINATE);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.TERMINATED, result.ending().kind());
    assertTrue(result.ending().reason().contains("node-1 is left Draining"), result::toString);
    Duration took = cluster.now().elapsed().minusSeconds(2);
    assertTrue(took.compareTo(WITHIN) < 0, () -> "took " + took);
  }

  @Test
  void aCommandThatIsAwaitedAfterTheLeaseWasLostIsLeftAlone() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(20);
    cluster.at(Duration.ofSeconds(20), () -> cluster.lease.stolen = true);
    cluster.stopAt(Duration.ofMinutes(2), Input.Stop.TERMINATE);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.TERMINATED, result.ending().kind());
    assertTrue(cluster.now().elapsed().compareTo(Duration.ofMinutes(2).plus(WITHIN)) < 0);
  }

  @Test
  void theFirstInterruptSaysHowLongAtMost() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(1);
    cluster.stopAt(Duration.ofSeconds(31), Input.Stop.AFTER_NODE);

    assertEquals(Ending.Kind.STOPPED, scenario.roll().ending().kind());
    assertTrue(
        scenario.events.stream()
            .anyMatch(
                r ->
                    r.event() instanceof Event.StillWaiting(String text)
                        && text.contains("by its limits at most")));
  }

  @Test
  void withTheLastNodeInHandTheFirstInterruptHasNothingToStop() {
    cluster.node(0).upgradeTakes = Duration.ofMinutes(1);
    cluster.stopAt(Duration.ofSeconds(30), Input.Stop.AFTER_NODE);

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result::toString);
    assertEquals("2.0.0", cluster.node(0).version);
  }

  @Test
  void aResumeStoppedBeforeItsFirstLookDoesNotClaimThatAllServe() {
    cluster.node(1).upgradeTakes = Duration.ofMinutes(5);
    cluster.stopAt(Duration.ofSeconds(2), Input.Stop.NOW);
    scenario.roll();
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
    cluster.restartTool(AT_ONCE);
    cluster.stopAt(cluster.now().elapsed(), Input.Stop.AFTER_NODE);

    RunResult result = scenario.resume(false);

    assertEquals(Ending.Kind.STOPPED, result.ending().kind());
    assertFalse(result.ending().reason().contains("no node is out"), result::toString);
    assertEquals(Optional.of("tidalctl roll --resume run-1 --cluster test.yaml"), result.next());
  }
}
