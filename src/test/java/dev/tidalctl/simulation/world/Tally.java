package dev.tidalctl.simulation.world;

import dev.tidalctl.simulation.fault.FaultKind;
import dev.tidalctl.simulation.plan.Phase;
import java.util.EnumMap;
import java.util.Map;

/** How often each kind of fault struck in each phase. */
public final class Tally {
  private final Map<FaultKind, Map<Phase, Long>> counts = new EnumMap<>(FaultKind.class);

  void count(FaultKind kind, Phase phase) {
    count(kind, phase, 1);
  }

  private void count(FaultKind kind, Phase phase, long times) {
    counts.computeIfAbsent(kind, k -> new EnumMap<>(Phase.class)).merge(phase, times, Long::sum);
  }

  /** Adds another tally to this one. */
  public void add(Tally other) {
    other.counts.forEach(
        (kind, phases) -> phases.forEach((phase, times) -> count(kind, phase, times)));
  }

  /** How often. */
  public long of(FaultKind kind, Phase phase) {
    return counts.getOrDefault(kind, Map.of()).getOrDefault(phase, 0L);
  }

  /** The table: a line for each kind, a column for each phase; {@code -} where it can't strike. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder(String.format("%-24s", "fault"));
    for (Phase phase : Phase.values()) {
      table.append(String.format("%13s", phase));
    }
    for (FaultKind kind : FaultKind.values()) {
      table.append(String.format("%n%-24s", kind));
      for (Phase phase : Phase.values()) {
        table.append(
            String.format("%13s", kind.possible(phase) ? Long.toString(of(kind, phase)) : "-"));
      }
      table.append(kind.whyNotElsewhere().isEmpty() ? "" : "  - " + kind.whyNotElsewhere());
    }
    return table.toString();
  }
}
