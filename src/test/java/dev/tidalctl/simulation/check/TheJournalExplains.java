package dev.tidalctl.simulation.check;

import dev.tidalctl.simulation.world.Occurrence;
import dev.tidalctl.simulation.world.World;

/** Judged whenever a tool has ended. */
final class TheJournalExplains extends Invariant {
  TheJournalExplains() {
    super(7, "The journal alone explains the end state: folding it gives the statuses shown");
  }

  @Override
  void judge(Occurrence occurrence, World world) {}
}
