package dev.tidalctl.simulation.story;

import dev.tidalctl.simulation.Simulation;
import dev.tidalctl.simulation.plan.SimPlan;
import dev.tidalctl.simulation.world.Chronicle;
import java.util.function.Supplier;

/** What a seed has to say: its plan, all that happened, and what was broken by the last step. */
public final class Story implements Chronicle {
  private final StringBuilder text = new StringBuilder();

  private Story() {}

  /** Lives through a plan once more and tells it. */
  public static String of(SimPlan plan) {
    Story story = new Story();
    story.text.append(plan);
    Simulation.Verdict verdict = Simulation.live(plan, story);
    story.text.append(verdict.broken().orElse("nothing was broken")).append('\n');
    story.text.append("again: mvn test -Dtest=SimulationTest -Dsimulation.seed=");
    story.text.append(plan.seed()).append('\n');
    return story.text.toString();
  }

  @Override
  public void write(long now, Supplier<String> line) {
    long millis = now / 1_000_000;
    text.append(String.format("%5d.%03d  ", millis / 1000, millis % 1000));
    text.append(line.get()).append('\n');
  }
}
