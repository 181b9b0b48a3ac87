package dev.tidalctl.simulation;

import dev.tidalctl.simulation.check.Invariants;
import dev.tidalctl.simulation.check.Violation;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.world.Chronicle;
import dev.tidalctl.simulation.world.World;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Lives through plans. */
public final class Simulation {
  private Simulation() {}

  /**
   * What came of a plan.
   *
   * @param broken what went wrong, if anything did
   * @param invariant which was broken; 0 when the coordinator threw
   * @param world as it was when it ended
   */
  public record Verdict(Optional<String> broken, OptionalInt invariant, World world) {}

  /** Lives through a plan, to its end or to the first invariant that is broken. */
  public static Verdict live(SimPlan plan, Chronicle chronicle) {
    World world = new World(plan, new Invariants(), chronicle);
    try {
      world.live();
      return new Verdict(Optional.empty(), OptionalInt.empty(), world);
    } catch (Violation e) {
      world.note(() -> "BROKEN " + e.getMessage());
      return new Verdict(
          Optional.of(String.valueOf(e.getMessage())), OptionalInt.of(e.number()), world);
    } catch (RuntimeException e) {
      world.note(() -> "THROWN " + e);
      String at = " at " + Arrays.stream(e.getStackTrace()).limit(8).toList();
      return new Verdict(Optional.of("thrown: " + e + at), OptionalInt.of(0), world);
    }
  }
}
