package dev.tidalctl.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.simulation.check.Invariants;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.world.Chronicle;
import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.SimNode;
import dev.tidalctl.simulation.world.Tool;
import dev.tidalctl.simulation.world.Witness;
import dev.tidalctl.simulation.world.World;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A clean roll is killed before and after every write of its journal and every call that it makes,
 * once each, and resumed: every node ends at the version wanted, each command run once.
 */
class CrashSweepTest {
  /** One that dies after all was done leaves nothing to do. */
  private static final Set<Ending.Kind> DONE =
      EnumSet.of(Ending.Kind.COMPLETE, Ending.Kind.NOTHING_TO_DO);

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
          throw tool.death();
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
    SimPlan plan = PinnedPlan.of(nodes).does("ada", PinnedPlan.roll(500)).plan();
    new World(plan, none, Chronicle.NONE).live();
    assertEquals(0, none.kills);
    assertTrue(none.points > nodes * 20, "points: " + none.points);

    for (int fatal = 1; fatal <= none.points; fatal++) {
      Killer killer = new Killer(fatal);
      World world = new World(plan, killer, Chronicle.NONE);
      String where = "killed at point " + fatal + " of " + none.points;
      world.live();
      assertEquals(1, killer.kills, where);
      boolean begun = world.reroutings() > 0;
      assertEquals(begun ? nodes : 0, killer.commands, where);
      assertEquals(begun ? nodes : 0, upgraded(world), where);
      world
          .operators()
          .getFirst()
          .lastEnding()
          .ifPresent(e -> assertTrue(DONE.contains(e.kind()), where + ": " + e));
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
}
