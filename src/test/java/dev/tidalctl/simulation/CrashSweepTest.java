package dev.tidalctl.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.simulation.check.Invariants;
import dev.tidalctl.simulation.plan.ClusterPlan;
import dev.tidalctl.simulation.plan.Command;
import dev.tidalctl.simulation.plan.NodePlan;
import dev.tidalctl.simulation.plan.OperatorPlan;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.world.Chronicle;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.Witness;
import dev.tidalctl.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A clean roll is killed before and after every write of its journal and every call that it makes,
 * once each, and resumed: every node ends at the version wanted, each command run once.
 */
class CrashSweepTest {
  /** Kills the first process at one point, and judges all that happens. */
  private static final class Killer implements Witness {
    private final Invariants invariants = new Invariants();
    private final int fatal;
    private int points;
    private int commands;
    private int kills;

    Killer(int fatal) {
      this.fatal = fatal;
    }

    private void point(Tool tool) {
      if (tool.resumed().isEmpty()) {
        points++;
        if (points == fatal) {
          tool.dieHere();
        }
      }
    }

    @Override
    public void calling(Tool tool, boolean sent) {
      point(tool);
    }

    @Override
    public void writing(Tool tool, boolean synced) {
      point(tool);
    }

    @Override
    public void saw(Occurrence occurrence, World world) {
      commands += occurrence instanceof Occurrence.CommandStarting ? 1 : 0;
      kills += occurrence instanceof Occurrence.ToolKilled ? 1 : 0;
      invariants.saw(occurrence, world);
    }

    @Override
    public void passed(World world) {
      invariants.passed(world);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void aRollIsFinishedWhereverItDies(int nodes) {
    Killer none = new Killer(0);
    new World(cleanRoll(nodes), none, Chronicle.NONE).live();
    assertEquals(0, none.kills);
    assertTrue(none.points > nodes * 20, "points: " + none.points);

    for (int fatal = 1; fatal <= none.points; fatal++) {
      Killer killer = new Killer(fatal);
      World world = new World(cleanRoll(nodes), killer, Chronicle.NONE);
      String where = "killed at point " + fatal + " of " + none.points;
      world.live();
      assertEquals(1, killer.kills, where);
      boolean begun = world.operators().getFirst().lastEnding().isPresent();
      assertEquals(begun ? nodes : 0, killer.commands, where);
      assertEquals(begun ? nodes : 0, upgraded(world), where);
      world
          .operators()
          .getFirst()
          .lastEnding()
          .ifPresent(e -> assertEquals(Ending.Kind.COMPLETE, e.kind(), where));
    }
    System.out.println(nodes + " nodes: killed at each of " + none.points + " points");
  }

  private static int upgraded(World world) {
    int upgraded = 0;
    for (SimNode node : world.authority().nodes()) {
      upgraded += node.version().value().equals("2.0.0") ? 1 : 0;
    }
    return upgraded;
  }

  private static SimPlan cleanRoll(int size) {
    ClusterPlan cluster =
        new ClusterPlan(
            IntStream.range(0, size)
                .mapToObj(
                    i -> new NodePlan(new NodeName("node-" + i), "zone-" + i % 3, "1.0.0", true))
                .toList(),
            Duration.ofMillis(100),
            20,
            200,
            OptionalLong.of(100_000),
            10_000,
            true,
            true,
            Duration.ofSeconds(1));
    Limits limits =
        new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    Policy policy = new Policy(1, 1, 0, 10_000, 2, Duration.ZERO, limits);
    Command roll =
        new Command.Roll(
            Duration.ofMillis(500),
            "2.0.0",
            List.of(),
            List.of(),
            List.of(),
            false,
            OptionalInt.empty());
    return new SimPlan(
        size,
        cluster,
        List.of(new OperatorPlan("ada", "north", policy, List.of(roll))),
        List.of());
  }
}
