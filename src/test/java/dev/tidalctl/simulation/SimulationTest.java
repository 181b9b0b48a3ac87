package dev.tidalctl.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.simulation.fault.FaultKind;
import dev.tidalctl.simulation.plan.Phase;
import dev.tidalctl.simulation.plan.PlanMaker;
import dev.tidalctl.simulation.story.SeedPage;
import dev.tidalctl.simulation.story.Story;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Hunts through seeds. {@code -Dsimulation.seeds=N} hunts through N of them, {@code
 * -Dsimulation.from=S} from another one on; {@code -Dsimulation.seed=S} tells the story of one.
 */
@Isolated("it measures what this machine can carry")
class SimulationTest {
  private static final long SEEDS = Long.getLong("simulation.seeds", 2000);
  private static final long FROM = Long.getLong("simulation.from", 1);
  private static final int THREADS = 2;

  @Test
  void everyInvariantHoldsOnEverySeed() throws InterruptedException, IOException {
    Long one = Long.getLong("simulation.seed");
    if (one != null) {
      tell(one);
      assertTrue(Simulation.live(PlanMaker.of(one), (now, line) -> {}).broken().isEmpty());
      return;
    }

    long began = System.nanoTime();
    Seeds.Harvest harvest = Seeds.live(FROM, SEEDS, THREADS);
    double seconds = (System.nanoTime() - began) / 1e9;

    System.out.println(harvest.tally());
    System.out.printf(
        "%d seeds in %.1f s, %.0f a second; %d of them changed routing; %d broke something%n",
        SEEDS, seconds, SEEDS / seconds, harvest.rerouted(), harvest.broken().size());
    harvest.kinds().forEach(System.out::println);
    Optional<Long> first = harvest.broken().keySet().stream().findFirst();
    if (first.isPresent()) {
      tell(first.get());
    }
    assertEquals(List.of(), harvest.kinds());
    assertTrue(harvest.rerouted() >= SEEDS * 0.6, "too few seeds change routing");
    assertEquals(List.of(), SEEDS < 2000 ? List.of() : neverStruck(harvest));
  }

  @Test
  void theSameSeedGoesTheSameWay() {
    LongStream.of(3, 51, 67, 226, 1806)
        .forEach(seed -> assertEquals(Story.of(PlanMaker.of(seed)), Story.of(PlanMaker.of(seed))));
  }

  @Test
  void aSeedCanBeDrawn() {
    assertTrue(SeedPage.of(PlanMaker.of(3)).orElseThrow().contains("<svg"));
  }

  private static void tell(long seed) throws IOException {
    System.out.println(Story.of(PlanMaker.of(seed)));
    SeedPage.write(PlanMaker.of(seed)).ifPresent(page -> System.out.println("drawn: " + page));
  }

  private static List<String> neverStruck(Seeds.Harvest harvest) {
    List<String> never = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      for (Phase phase : Phase.values()) {
        if (kind.possible(phase) && harvest.tally().of(kind, phase) == 0) {
          never.add(kind + " while " + phase);
        }
      }
    }
    return never;
  }
}
