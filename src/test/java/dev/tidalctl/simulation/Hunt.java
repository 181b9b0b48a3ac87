package dev.tidalctl.simulation;

import dev.tidalctl.simulation.plan.PlanMaker;
import dev.tidalctl.simulation.world.Chronicle;

/** Looks for a seed that breaks anything. */
public final class Hunt {
  private Hunt() {}

  /**
   * Lives through these seeds.
   *
   * @return the first seed that broke something and the number of the invariant, or nothing
   */
  public static long[] first(long from, long last) {
    for (long seed = from; seed <= last; seed++) {
      Simulation.Verdict verdict = Simulation.live(PlanMaker.of(seed), Chronicle.NONE);
      if (verdict.broken().isPresent()) {
        return new long[] {seed, verdict.invariant().orElse(0)};
      }
    }
    return new long[0];
  }
}
