package dev.tidalctl.simulation;

import dev.tidalctl.simulation.plan.PlanMaker;
import dev.tidalctl.simulation.story.Story;
import dev.tidalctl.simulation.world.Chronicle;
import dev.tidalctl.simulation.world.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Many seeds, on some threads, each world on one of them. */
final class Seeds {
  /**
   * What came of them.
   *
   * @param broken what was broken, by seed
   */
  record Harvest(long seeds, long rerouted, Tally tally, Map<Long, String> broken) {
    /** What was broken, alike things together: how often, and the first seeds. */
    List<String> kinds() {
      Map<String, List<Long>> alike = new TreeMap<>();
      broken.forEach(
          (seed, what) ->
              alike
                  .computeIfAbsent(what.replaceAll("[0-9]+", "#"), w -> new ArrayList<>())
                  .add(seed));
      return alike.entrySet().stream()
          .map(
              e ->
                  e.getValue().size()
                      + " seeds, "
                      + e.getValue().subList(0, Math.min(6, e.getValue().size()))
                      + ": "
                      + broken.get(e.getValue().getFirst()))
          .toList();
    }
  }

  private Seeds() {}

  static Harvest live(long from, long count, int threads) throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    List<Harvest> parts = new ArrayList<>();
    List<Thread> workers =
        LongStream.range(0, threads)
            .mapToObj(
                i ->
                    Thread.ofPlatform()
                        .name("seeds-" + i)
                        .start(
                            () -> {
                              Harvest part = work(next, from + count);
                              synchronized (parts) {
                                parts.add(part);
                              }
                            }))
            .toList();
    for (Thread worker : workers) {
      worker.join();
    }
    Tally tally = new Tally();
    Map<Long, String> broken = new TreeMap<>();
    parts.forEach(p -> tally.add(p.tally()));
    parts.forEach(p -> broken.putAll(p.broken()));
    return new Harvest(
        parts.stream().mapToLong(Harvest::seeds).sum(),
        parts.stream().mapToLong(Harvest::rerouted).sum(),
        tally,
        broken);
  }

  private static Harvest work(AtomicLong next, long end) {
    Tally tally = new Tally();
    Map<Long, String> broken = new TreeMap<>();
    long seeds = 0;
    long rerouted = 0;
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      Simulation.Verdict verdict = Simulation.live(PlanMaker.of(seed), Chronicle.NONE);
      seeds++;
      rerouted += verdict.world().reroutings() > 0 ? 1 : 0;
      tally.add(verdict.world().tally());
      long which = seed;
      verdict.broken().ifPresent(what -> broken.put(which, what));
    }
    return new Harvest(seeds, rerouted, tally, broken);
  }

  /** For a longer hunt by hand: {@code FROM COUNT THREADS}, or {@code SEED} for its story. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length == 1) {
      System.out.println(Story.of(PlanMaker.of(Long.parseLong(args[0]))));
      return;
    }
    long began = System.nanoTime();
    Harvest harvest =
        live(Long.parseLong(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
    harvest.kinds().forEach(System.out::println);
    System.out.println(harvest.tally());
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%d seeds, %d rerouted, %d broken, %.1f s, %.0f seeds/s%n",
        harvest.seeds(),
        harvest.rerouted(),
        harvest.broken().size(),
        seconds,
        harvest.seeds() / seconds);
  }
}
