package dev.tidalctl.sandbox.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The transition table, whole: every pair of states, for a reachable and an unreachable node. */
final class RoutingTest {
  private static final Set<String> LEGAL =
      Set.of(
          "serving>draining",
          "draining>draining",
          "draining>drained",
          "draining>serving",
          "drained>drained",
          "drained>rejoining",
          "rejoining>rejoining",
          "rejoining>serving");

  @Test
  void allowsExactlyTheTable() {
    for (Routing from : Routing.values()) {
      for (Routing to : Routing.values()) {
        String step = from.wireName() + ">" + to.wireName();
        boolean legal = LEGAL.contains(step);
        assertEquals(legal, from.mayBecome(to, true), step);
        assertEquals(
            legal || step.equals("serving>drained"),
            from.mayBecome(to, false),
            step + ", unreachable");
      }
    }
  }
}
