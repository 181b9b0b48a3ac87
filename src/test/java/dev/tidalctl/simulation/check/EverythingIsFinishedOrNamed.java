package dev.tidalctl.simulation.check;

import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.World;

/** Judged when all is mended and everybody has finished what he began. */
final class EverythingIsFinishedOrNamed extends Invariant {
  EverythingIsFinishedOrNamed() {
    super(
        6,
        "After a crash at any point, plus resume, faults healed: all Complete, or Failed with a"
            + " true reason, and no node out of service that the report does not name with its"
            + " remedy");
  }

  @Override
  void judge(Occurrence occurrence, World world) {}
}
