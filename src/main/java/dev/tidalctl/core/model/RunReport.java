package dev.tidalctl.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of a run, told by its events alone.
 *
 * @param runId which run
 * @param kind what it was started for
 * @param cluster its name
 * @param ending how it ended, empty while it goes on
 * @param changed whether any change of the cluster was made, or may have been
 * @param startedAt by this machine's wall clock
 * @param finishedAt likewise, empty while it goes on
 * @param minServingObserved the fewest nodes that served, by the control plane's log
 * @param nodes those that the run was asked for, in the order in which they were chosen
 * @param availability what the probe measured, empty when nothing was
 * @param warnings in the order in which they were said
 * @param resumedAt when another process went on with it, each time
 */
public record RunReport(
    RunId runId,
    RunKind kind,
    String cluster,
    Optional<Ending> ending,
    boolean changed,
    Instant startedAt,
    Optional<Instant> finishedAt,
    OptionalInt minServingObserved,
    List<NodeReport> nodes,
    Optional<Availability> availability,
    List<String> warnings,
    List<Instant> resumedAt) {
  /** Keeps its own copies. */
  public RunReport {
    nodes = List.copyOf(nodes);
    warnings = List.copyOf(warnings);
    resumedAt = List.copyOf(resumedAt);
  }

  /**
   * What came of one node.
   *
   * @param name which
   * @param status where it stands now
   * @param from the version that it reported first
   * @param to the version wanted of it
   * @param spans how long each part took; parts that were not reached are absent
   * @param notes what was proven of it, and what was not
   */
  public record NodeReport(
      NodeName name,
      NodeUpgradeStatus status,
      Optional<Version> from,
      Optional<Version> to,
      Map<Span, Duration> spans,
      List<String> notes) {
    /** Keeps its own copies. */
    public NodeReport {
      spans = Map.copyOf(spans);
      notes = List.copyOf(notes);
    }
  }

  /** The parts of a node's turn that are timed. */
  public enum Span {
    /** From its turn's beginning to out of service, a change of leader included. */
    DRAIN,
    /** The upgrade command's start to its exit. */
    UPGRADE,
    /** From there to serving and healthy. */
    REJOIN,
    /** Watching the cluster afterwards. */
    SOAK
  }
}
