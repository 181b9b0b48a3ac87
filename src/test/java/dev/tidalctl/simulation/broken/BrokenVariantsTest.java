package dev.tidalctl.simulation.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.simulation.check.Invariants;
import java.lang.reflect.Method;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The simulator is itself tested: it finds what is broken on purpose, soon. A seed that caught a
 * variant before is lived through first, and only when it does not any more are all of them. {@code
 * -Dsimulation.hunt=true} looks for the first seed of each.
 */
class BrokenVariantsTest {
  private static final long SEEDS = 2000;
  private static final boolean ANEW = Boolean.getBoolean("simulation.hunt");

  @Test
  void everyVariantIsCaughtAndEveryInvariantCatchesOne() throws Exception {
    List<Caught> caught;
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      caught =
          two.invokeAll(Variants.ALL.stream().map(BrokenVariantsTest::hunt).toList()).stream()
              .map(Future::resultNow)
              .toList();
    }

    System.out.println(table(caught));
    assertEquals(
        List.of(),
        caught.stream()
            .filter(c -> c.seed().isEmpty() || c.seed().getAsLong() > SEEDS)
            .map(Caught::variant)
            .toList(),
        "not caught within " + SEEDS + " seeds");
    TreeSet<Long> broken = new TreeSet<>();
    caught.forEach(c -> broken.add(c.invariant()));
    TreeSet<Long> all = new TreeSet<>();
    IntStream.rangeClosed(1, Invariants.COUNT).forEach(n -> all.add((long) n));
    assertTrue(broken.containsAll(all), "invariants that caught something: " + broken);
  }

  /** What came of the hunt for one variant. */
  private record Caught(Variant variant, OptionalLong seed, long invariant) {}

  private static Callable<Caught> hunt(Variant variant) {
    return () -> {
      Method hunt =
          PatchedCore.with(variant)
              .loadClass("dev.tidalctl.simulation.Hunt")
              .getMethod("first", long.class, long.class);
      long[] first =
          ANEW ? new long[0] : (long[]) hunt.invoke(null, variant.seed(), variant.seed());
      if (first.length == 0) {
        first = (long[]) hunt.invoke(null, 1L, SEEDS);
      }
      return first.length == 0
          ? new Caught(variant, OptionalLong.empty(), 0)
          : new Caught(variant, OptionalLong.of(first[0]), first[1]);
    };
  }

  private static String table(List<Caught> caught) {
    StringBuilder table =
        new StringBuilder(String.format("%-60s %6s %10s", "variant", "seed", "invariant"));
    for (Caught c : caught) {
      String seed = c.seed().isPresent() ? Long.toString(c.seed().getAsLong()) : "-";
      table.append(String.format("%n%-60s %6s %10d", c.variant(), seed, c.invariant()));
    }
    return table.toString();
  }
}
