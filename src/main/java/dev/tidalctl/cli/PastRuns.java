package dev.tidalctl.cli;

import dev.tidalctl.core.History;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunReport.NodeReport;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.render.PlannedRoll.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the journals of past rolls say of how long a roll takes. */
final class PastRuns {
  /** Older ones say little of today's cluster, and cost time to read. */
  private static final int MOST = 10;

  private static final List<Span> PARTS = List.of(Span.DRAIN, Span.UPGRADE, Span.REJOIN);

  private PastRuns() {}

  /**
   * How long a plan may take: for each step the median of what each part of a node's turn took, and
   * the soak between steps.
   *
   * @return empty when no node of the last runs was seen to become Complete, or none can be read
   */
  static Optional<Estimate> estimate(RunArchive archive, Plan plan, Duration soak) {
    List<List<NodeReport>> runs =
        switch (archive.runs()) {
          case RunArchive.Listing.Listed(List<RunId> listed) ->
              listed.stream()
                  .limit(MOST)
                  .map(run -> upgraded(archive, run))
                  .filter(nodes -> !nodes.isEmpty())
                  .toList();
          case RunArchive.Listing.Unreadable unreadable -> List.of();
        };
    if (runs.isEmpty() || plan.batches().isEmpty()) {
      return Optional.empty();
    }
    List<NodeReport> nodes = runs.stream().flatMap(List::stream).toList();
    Map<Span, Duration> medians = new EnumMap<>(Span.class);
    for (Span part : PARTS) {
      median(nodes, part).ifPresent(length -> medians.put(part, length));
    }
    int steps = plan.batches().size();
    Duration total =
        medians.values().stream()
            .reduce(Duration.ZERO, Duration::plus)
            .multipliedBy(steps)
            .plus(soak.multipliedBy(steps - 1L));
    return Optional.of(new Estimate(runs.size(), nodes.size(), medians, soak, total));
  }

  private static List<NodeReport> upgraded(RunArchive archive, RunId run) {
    return archive.read(run) instanceof RunArchive.Reading.Read read
        ? History.of(read.facts()).stream()
            .flatMap(history -> history.report().nodes().stream())
            .filter(node -> node.status() instanceof NodeUpgradeStatus.Complete)
            .filter(node -> node.spans().containsKey(Span.UPGRADE))
            .toList()
        : List.of();
  }

  private static Optional<Duration> median(List<NodeReport> nodes, Span part) {
    List<Duration> lengths = new ArrayList<>();
    for (NodeReport node : nodes) {
      Optional.ofNullable(node.spans().get(part)).ifPresent(lengths::add);
    }
    lengths.sort(Duration::compareTo);
    return lengths.isEmpty() ? Optional.empty() : Optional.of(lengths.get(lengths.size() / 2));
  }
}
