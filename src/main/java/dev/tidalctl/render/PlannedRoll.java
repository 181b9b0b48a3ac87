package dev.tidalctl.render;

import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.RunReport.Span;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a roll would do, and what to expect of it.
 *
 * @param cluster whose plan it is
 * @param plan what would be done
 * @param away how long a node may be away before the WAL that it misses is no longer kept
 * @param estimate how long it may take, by past runs; empty when there is none
 * @param options those of the command line that say what is rolled, and how
 * @param basis all that must still be so for the plan to hold, key to value
 */
public record PlannedRoll(
    String cluster,
    Plan plan,
    Away away,
    Optional<Estimate> estimate,
    List<String> options,
    SortedMap<String, String> basis) {
  /** Keeps its own copies. */
  public PlannedRoll {
    options = List.copyOf(options);
    basis = Collections.unmodifiableSortedMap(new TreeMap<>(basis));
  }

  /**
   * How long a node may be away.
   *
   * @param atMost empty when it is not known, or there is no limit
   * @param why how that was reckoned, or why it is not known
   */
  public record Away(Optional<Duration> atMost, String why) {}

  /**
   * How long a roll may take.
   *
   * @param runs how many past runs were counted
   * @param nodes how many nodes were upgraded in them
   * @param medians of what each part of a node's turn took
   * @param soak between two steps, by the policy
   * @param total for all steps of the plan
   */
  public record Estimate(
      int runs, int nodes, Map<Span, Duration> medians, Duration soak, Duration total) {
    /** Keeps its own copy. */
    public Estimate {
      medians = Map.copyOf(medians);
    }
  }
}
