package dev.tidalctl.render;

import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A roll's plan for people: who goes when, how many serve meanwhile, what is left alone. */
public final class PlanText {
  private static final List<String> COLUMNS =
      List.of("STEP", "NODE", "SHARD", "ZONE", "FROM", "TO", "SERVING", "NOTE");
  private static final Set<String> NUMERIC = Set.of("STEP", "SHARD", "SERVING");

  private PlanText() {}

  /**
   * The lines, without line ends.
   *
   * @param plan what would be done
   * @param cluster whose plan it is
   * @param style of refusals and warnings
   */
  public static List<String> lines(Plan plan, String cluster, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "plan: roll "
            + cluster
            + plan.to()
                .map(version -> " to " + version)
                .orElse(" (restart, no version asked for)"));
    if (plan.batches().isEmpty()) {
      lines.add("no node needs to be touched");
    } else {
      lines.add("");
      lines.addAll(table(plan, style));
      lines.add("");
      List<String> command = first(plan).command();
      lines.add(
          command.isEmpty()
              ? "upgrade: each node is restarted by the driver"
              : "command: " + String.join(" ", command));
    }
    plan.skipped()
        .forEach(skipped -> lines.add("skip " + skipped.name() + ": " + skipped.reason()));
    plan.warnings().forEach(warning -> lines.add(style.paint(Tone.MOVING, "warning: " + warning)));
    plan.refusals().forEach(refusal -> lines.add(style.paint(Tone.BAD, "refused: " + refusal)));
    return List.copyOf(lines);
  }

  private static List<String> table(Plan plan, Style style) {
    Table table = new Table(COLUMNS, NUMERIC);
    int step = 0;
    for (Plan.Batch batch : plan.batches()) {
      step++;
      for (Plan.Item item : batch.nodes()) {
        table.row(
            List.of(
                Cell.of(Integer.toString(step)),
                Cell.of(item.name().value()),
                Cell.of(
                    item.shard().isPresent()
                        ? Integer.toString(item.shard().getAsInt())
                        : Figures.NONE),
                Cell.of(Words.zone(item.name(), batch.zone()).orElse(Figures.NONE)),
                Cell.of(item.from().map(Version::toString).orElse(Figures.UNKNOWN)),
                Cell.of(plan.to().map(Version::toString).orElse(Figures.NONE)),
                Cell.of(Integer.toString(batch.serving())),
                Cell.of(item.leads() ? "leads: hands over first" : "")));
      }
    }
    return table.lines(style);
  }

  private static Plan.Item first(Plan plan) {
    return plan.batches().getFirst().nodes().getFirst();
  }
}
