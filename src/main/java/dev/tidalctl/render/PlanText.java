package dev.tidalctl.render;

import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.Style.Tone;
import dev.tidalctl.render.Table.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A roll's plan for people: who goes when, how many serve meanwhile, what is left alone. */
public final class PlanText {
  private static final List<String> COLUMNS =
      List.of("STEP", "NODE", "SHARD", "ZONE", "FROM", "TO", "SERVING", "NOTE");
  private static final Set<String> NUMERIC = Set.of("STEP", "SHARD", "SERVING");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+,:@%=-]+");

  private PlanText() {}

  /**
   * The lines, without line ends.
   *
   * @param roll what would be done
   * @param style of refusals and warnings
   */
  public static List<String> lines(PlannedRoll roll, Style style) {
    Plan plan = roll.plan();
    List<String> lines = new ArrayList<>();
    lines.add(
        "plan: roll "
            + roll.cluster()
            + plan.to()
                .map(version -> " to " + version)
                .orElse(" (restart, no version asked for)"));
    if (plan.batches().isEmpty()) {
      lines.add("no node needs to be touched");
    } else {
      lines.add("");
      lines.addAll(table(plan, style));
      lines.add("");
      lines.addAll(commands(plan));
      lines.add("away:     " + roll.away().why());
      lines.add("estimate: " + roll.estimate().map(PlanText::words).orElse("no past run to go by"));
    }
    plan.skipped()
        .forEach(skipped -> lines.add("skip " + skipped.name() + ": " + skipped.reason()));
    plan.warnings().forEach(warning -> lines.add(style.paint(Tone.MOVING, "warning: " + warning)));
    plan.refusals()
        .forEach(refusal -> lines.add(style.paint(Tone.BAD, "refused: " + refusal.why())));
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

  /** What is run for each node, as it would be typed. */
  private static List<String> commands(Plan plan) {
    List<Plan.Item> items = plan.batches().stream().flatMap(b -> b.nodes().stream()).toList();
    if (items.getFirst().command().isEmpty()) {
      return List.of("upgrade:  each node is restarted by the driver");
    }
    return items.stream()
        .map(item -> "upgrade:  " + item.name() + ": " + typed(item.command()))
        .toList();
  }

  private static String typed(List<String> argv) {
    return argv.stream()
        .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private static String words(PlannedRoll.Estimate estimate) {
    String parts =
        Arrays.stream(Span.values())
            .filter(estimate.medians()::containsKey)
            .map(
                span ->
                    span.name().toLowerCase(Locale.ROOT)
                        + " "
                        + Figures.length(Objects.requireNonNull(estimate.medians().get(span))))
            .collect(Collectors.joining(", "));
    return "%s in all, soak included; median of %s in %s: %s"
        .formatted(
            Figures.length(estimate.total()),
            Figures.nodes(estimate.nodes()),
            estimate.runs() == 1 ? "1 past run" : estimate.runs() + " past runs",
            parts);
  }
}
