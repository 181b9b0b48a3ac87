package dev.tidalctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.UpgradeJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes that the driver restarts. */
class RestartTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final Scenario scenario = new Scenario(cluster);
  private final List<UpgradeJob> jobs = new ArrayList<>();
  private boolean dies;

  /** The process dies. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  RestartTest() {
    scenario.command = new UpgradeCommand.Restart();
    scenario.stagehand =
        new Watched(
            cluster,
            effect -> {
              if (effect instanceof Effect.RunUpgrade(UpgradeJob job)) {
                jobs.add(job);
                if (dies) {
                  throw new Killed();
                }
              }
            });
  }

  @Test
  void eachNodeIsRestartedOnceAsWhatItWasDrained() {
    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.COMPLETE, result.ending().kind(), result.ending().reason());
    assertEquals(3, jobs.size());
    UpgradeJob.Restart first = (UpgradeJob.Restart) jobs.getFirst();
    assertEquals(Optional.of(new Incarnation("node-1#1")), first.drainedAs());
    assertEquals(1, first.attempt());
  }

  @Test
  void oneWithoutEffectFailsAndTheNodeStaysHeld() {
    cluster.node(1).restarts = false;

    RunResult result = scenario.roll();

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(
        result
            .ending()
            .reason()
            .contains("a restart was asked for, but after 1m node-1 was not restarted"),
        result.ending().reason());
    assertEquals(Routing.DRAINED, cluster.node(1).routing);
    assertEquals(1, jobs.size());
  }

  @Test
  void oneThatMayHaveBeenAskedForIsNotAskedForAgain() {
    dies = true;
    assertThrows(Killed.class, scenario::roll);
    dies = false;
    cluster.restartTool(Duration.ofSeconds(20));

    RunResult result = scenario.resume(false);

    assertEquals(Ending.Kind.FAILED, result.ending().kind());
    assertTrue(result.ending().reason().contains("same incarnation"), result.ending().reason());
    assertEquals(1, jobs.size(), "it was not asked for again");

    assertEquals(Ending.Kind.COMPLETE, scenario.resume(true).ending().kind());
    assertEquals(List.of(1, 2, 1, 1), jobs.stream().map(UpgradeJob::attempt).toList());
  }
}
