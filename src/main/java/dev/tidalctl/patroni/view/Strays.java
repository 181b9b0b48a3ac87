package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.TimelineHistory;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes that one look shows beyond the point at which the leader's history left the timeline
 * that they tell of. One look is no proof: a node's Patroni tells of the timeline that it saw some
 * of its rounds ago, beside a position of now.
 */
public final class Strays {
  private Strays() {}

  /** Their names; none while nobody leads or nothing is known of earlier timelines. */
  public static Set<NodeName> in(Observation seen) {
    Optional<NodeReading> leader = Leadership.in(seen).reading(seen);
    return leader.isEmpty()
        ? Set.of()
        : seen.nodes().entrySet().stream()
            .filter(
                e ->
                    e.getValue()
                        .up()
                        .filter(node -> beyondTheFork(node, leader.get(), seen.history()))
                        .isPresent())
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean beyondTheFork(
      NodeReading node, NodeReading leader, TimelineHistory history) {
    Optional<Position> at = Leadership.position(node);
    if (at.isEmpty()
        || leader.timeline().isEmpty()
        || at.get().term() >= leader.timeline().getAsLong()) {
      return false;
    }
    OptionalLong fork = history.endOf(at.get().term());
    return fork.isPresent() && at.get().seqno() > fork.getAsLong();
  }
}
