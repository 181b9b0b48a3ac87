package dev.tidalctl.simulation.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.simulation.check.Invariants;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The simulator is itself tested: it finds what is broken on purpose, soon. */
class BrokenVariantsTest {
  private static final long SEEDS = 2000;

  @Test
  void everyVariantIsCaughtAndEveryInvariantCatchesOne() throws Exception {
    Map<Variant, long[]> caught = new ConcurrentHashMap<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      List<Future<?>> hunts =
          Variants.ALL.stream()
              .<Future<?>>map(v -> two.submit(() -> caught.put(v, hunt(v))))
              .toList();
      for (Future<?> hunt : hunts) {
        await(hunt);
      }
    }

    System.out.println(table(caught));
    assertEquals(
        List.of(),
        Variants.ALL.stream().filter(v -> caught.get(v).length == 0).toList(),
        "not caught within " + SEEDS + " seeds");
    TreeSet<Long> broken = new TreeSet<>();
    caught.values().forEach(c -> broken.add(c[1]));
    TreeSet<Long> all = new TreeSet<>();
    IntStream.rangeClosed(1, Invariants.COUNT).forEach(n -> all.add((long) n));
    assertTrue(broken.containsAll(all), "invariants that caught something: " + broken);
  }

  private static void await(Future<?> hunt) throws InterruptedException {
    try {
      hunt.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static long[] hunt(Variant variant) throws ReflectiveOperationException {
    return (long[])
        PatchedCore.with(variant)
            .loadClass("dev.tidalctl.simulation.Hunt")
            .getMethod("first", long.class)
            .invoke(null, SEEDS);
  }

  private static String table(Map<Variant, long[]> caught) {
    StringBuilder table =
        new StringBuilder(String.format("%-52s %6s %10s", "variant", "seed", "invariant"));
    for (Variant variant : Variants.ALL) {
      long[] first = caught.get(variant);
      table.append(
          first.length == 0
              ? String.format("%n%-52s %6s", variant, "-")
              : String.format("%n%-52s %6d %10d", variant, first[0], first[1]));
    }
    return table.toString();
  }
}
