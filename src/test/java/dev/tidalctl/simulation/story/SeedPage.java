package dev.tidalctl.simulation.story;

import dev.tidalctl.core.History;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.render.page.ReportPage;
import dev.tidalctl.render.page.RunStory;
import dev.tidalctl.simulation.Simulation;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.world.Chronicle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** What a seed has to say as a page: the roll that was recorded last when it broke. */
public final class SeedPage {
  private static final Path FOLDER = Path.of("target", "simulation");

  private SeedPage() {}

  /** The page; empty where no roll was recorded. */
  public static Optional<String> of(SimPlan plan) {
    Simulation.Verdict verdict = Simulation.live(plan, Chronicle.NONE);
    return verdict.world().operators().stream()
        .flatMap(operator -> operator.disk().journals().stream())
        .flatMap(facts -> History.of(facts).stream())
        .max(Comparator.comparing(history -> lastOf(history).at().wall()))
        .map(history -> ReportPage.of(story(history, plan, verdict)));
  }

  /**
   * Writes the page.
   *
   * @return where it is; empty where no roll was recorded
   */
  public static Optional<Path> write(SimPlan plan) throws IOException {
    Optional<String> page = of(plan);
    if (page.isEmpty()) {
      return Optional.empty();
    }
    Path file = FOLDER.resolve("seed-" + plan.seed() + ".html");
    Files.createDirectories(FOLDER);
    return Optional.of(Files.writeString(file, page.get()));
  }

  private static RunStory story(History history, SimPlan plan, Simulation.Verdict verdict) {
    String ended = history.ending().map(Ending::reason).orElse("its process died before it ended");
    Ending ending =
        verdict
            .broken()
            .map(broken -> new Ending(Ending.Kind.FAILED, "seed " + plan.seed() + ": " + broken))
            .or(history::ending)
            .orElse(new Ending(Ending.Kind.STOPPED, ended));
    return new RunStory(history.report(), ending, Optional.empty(), history.facts());
  }

  private static Recorded lastOf(History history) {
    return history.facts().getLast();
  }
}
