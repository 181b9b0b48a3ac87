package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who leads.
 *
 * <ol>
 *   <li>A node leads that says so itself while its PostgreSQL is up, when no other does.
 *   <li>Two that say so: nobody leads, until it is clear who.
 *   <li>None: the one that holds the leader key as {@code /cluster} has it, unless that node says
 *       that it replays; its position is unknown.
 * </ol>
 *
 * @param claimants the nodes that say that they lead
 * @param leader who leads, where that is clear
 * @param position the end of the leader's WAL
 * @param observedAt a time before that was read
 */
record Leadership(
    List<NodeName> claimants,
    Optional<NodeName> leader,
    Optional<Position> position,
    Optional<Instant> observedAt) {
  Leadership {
    claimants = List.copyOf(claimants);
  }

  static Leadership in(Observation seen) {
    List<NodeName> claimants =
        seen.nodes().entrySet().stream()
            .filter(e -> e.getValue().reading().filter(NodeReading::claimsLeadership).isPresent())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (claimants.size() != 1) {
      Optional<NodeName> byKey = claimants.isEmpty() ? holderOfTheKey(seen) : Optional.empty();
      return new Leadership(claimants, byKey, Optional.empty(), Optional.empty());
    }
    NodeName leader = claimants.getFirst();
    Optional<Sighting> sighting = Optional.ofNullable(seen.nodes().get(leader));
    Optional<Position> end = sighting.flatMap(Sighting::up).flatMap(Leadership::position);
    return new Leadership(
        claimants,
        Optional.of(leader),
        end,
        end.isPresent() ? sighting.map(Sighting::askedAt) : Optional.empty());
  }

  /** Up to where a node has written or replayed. */
  static Optional<Position> position(NodeReading node) {
    if (node.timeline().isEmpty() || node.wal().isEmpty()) {
      return Optional.empty();
    }
    long timeline = node.timeline().getAsLong();
    return switch (node.wal().get()) {
      case Wal.Written(long end) -> Optional.of(new Position(timeline, end));
      case Wal.Replayed(var replayed, boolean paused) ->
          replayed.isPresent()
              ? Optional.of(new Position(timeline, replayed.getAsLong()))
              : Optional.empty();
    };
  }

  /** What the leader says of itself. */
  Optional<NodeReading> reading(Observation seen) {
    return leader
        .flatMap(name -> Optional.ofNullable(seen.nodes().get(name)))
        .flatMap(Sighting::up);
  }

  boolean is(NodeName node) {
    return leader.filter(node::equals).isPresent();
  }

  private static Optional<NodeName> holderOfTheKey(Observation seen) {
    return seen.clusterSeen().stream()
        .flatMap(cluster -> cluster.members().stream())
        .filter(ClusterReading.Member::leader)
        .map(member -> new NodeName(member.name()))
        .filter(seen.nodes()::containsKey)
        .filter(name -> Optional.ofNullable(seen.nodes().get(name)).flatMap(Sighting::up).isEmpty())
        .findFirst();
  }
}
