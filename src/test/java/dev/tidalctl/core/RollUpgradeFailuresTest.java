package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Routing;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A roll whose upgrade command does not do its work. */
class RollUpgradeFailuresTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);

  @Test
  void aFailedUpgradeLeavesItsNodeDrainedAndTouchesNoOther() {
    cluster.node(1).exitStatus = 1;
    cluster.node(1).restarts = false;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
    assertTrue(
        cluster.node(1).hold.orElseThrow().reason().contains("exited 1"), cluster.asked::toString);
    assertEquals(Optional.empty(), cluster.node(1).hold.orElseThrow().wanted());
    assertTrue(cluster.asked.stream().noneMatch(a -> a.contains("node-2") || a.contains("lead")));
    assertEquals(Optional.of("tidalctl rejoin node-1 --cluster test.yaml"), result.next());
    assertEquals(
        "Failed",
        result.report().nodes().get(1).status().label(),
        () -> result.report().nodes().toString());
  }

  @Test
  void theCommandPrintedAfterAFailedUpgradeWorks() {
    cluster.node(1).exitStatus = 1;
    cluster.node(1).restarts = false;
    scenario.roll();
    scenario.run = "run-2";

    assertEquals(Ending.Kind.COMPLETE, scenario.rejoin(1).ending().kind());
    assertEquals(Routing.SERVING, cluster.node(1).routing);
    assertEquals(Optional.empty(), cluster.node(1).hold);
  }

  @Test
  void aCommandThatExitsWithoutRestartingTheNodeIsNotBelieved() {
    cluster.node(1).restarts = false;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains("not restarted"), result.ending().reason());
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
  }

  @Test
  void anotherVersionThanWantedIsAFailure() {
    cluster.node(1).comesBackAs = Optional.of("1.9.9");

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains("reports version 1.9.9, not 2.0.0"));
  }
}
