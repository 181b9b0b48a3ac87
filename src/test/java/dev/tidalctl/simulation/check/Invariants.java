package dev.tidalctl.simulation.check;

import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.Witness;
import dev.tidalctl.simulation.world.World;
import java.util.List;

/** All of them, for one world. */
public final class Invariants implements Witness {
  private final List<Invariant> all =
      List.of(
          new CapacityIsKept(),
          new OneTokenOneWriter(),
          new OnlyFreshLooksServe(),
          new AcknowledgedWritesStay(),
          new CommandsRunOnDrainedNodes(),
          new EverythingIsFinishedOrNamed(),
          new TheJournalExplains(),
          new FailedDrainsAreUndone(),
          new LeadersAreNotDrained(),
          new EveryWaitEnds(),
          new ExitCodesAreTrue(),
          new OthersHoldsStay(),
          new ExposedNodesAreClosed(),
          new SessionsAreCutOnce());

  /** How many there are. */
  public static final int COUNT = 14;

  @Override
  public void passed(World world) {
    for (Invariant invariant : all) {
      invariant.passed(world);
    }
  }

  @Override
  public void saw(Occurrence occurrence, World world) {
    for (Invariant invariant : all) {
      invariant.judge(occurrence, world);
    }
  }
}
