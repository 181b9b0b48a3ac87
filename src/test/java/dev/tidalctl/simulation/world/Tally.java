package dev.tidalctl.simulation.world;

import dev.tidalctl.simulation.fault.FaultKind;
import dev.tidalctl.simulation.plan.Phase;

/** How often each kind of fault struck in each phase. */
public final class Tally {
  private final long[][] counts = new long[FaultKind.values().length][Phase.values().length];

  void count(FaultKind kind, Phase phase) {
    counts[kind.ordinal()][phase.ordinal()]++;
  }

  /** Adds another tally to this one. */
  public void add(Tally other) {
    for (int k = 0; k < counts.length; k++) {
      for (int p = 0; p < counts[k].length; p++) {
        counts[k][p] += other.counts[k][p];
      }
    }
  }

  /** How often. */
  public long of(FaultKind kind, Phase phase) {
    return counts[kind.ordinal()][phase.ordinal()];
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
