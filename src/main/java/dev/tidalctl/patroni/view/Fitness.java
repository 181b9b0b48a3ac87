package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeReading.Standby;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.patroni.wire.NodeRole;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What a follower's own words don't tell of it, or tell too well.
 *
 * <ol>
 *   <li>A node is fit when its PostgreSQL is up, another node lists it as streaming, and its replay
 *       is not paused. After WAL was recycled a node says for a second that all is well; whoever
 *       sends to it knows better.
 *   <li>It has diverged when its database is another one, or when it replayed beyond the point at
 *       which the leader's history left the timeline that it is on.
 *   <li>It may be given leadership when it is fit, no tag forbids it, and in synchronous mode
 *       commits wait for it.
 * </ol>
 */
final class Fitness {
  private final Observation seen;
  private final Leadership leadership;

  Fitness(Observation seen, Leadership leadership) {
    this.seen = seen;
    this.leadership = leadership;
  }

  /** Why its position says nothing about its health, empty when it does. */
  Optional<String> unfit(NodeName name, NodeReading node) {
    if (!node.up()) {
      return Optional.of("its PostgreSQL is '" + node.state() + "', says its Patroni");
    }
    if (leadership.is(name)) {
      return Optional.empty();
    }
    if (node.wal().filter(wal -> wal instanceof Wal.Replayed r && r.paused()).isPresent()) {
      return Optional.of("its replay is paused: SELECT pg_wal_replay_resume() on it lets it go on");
    }
    if (node.role() == NodeRole.REPLICA && !streams(name)) {
      return Optional.of("no node lists it as streaming");
    }
    return Optional.empty();
  }

  /** Whether some other node says that it sends to it, and that it keeps up. */
  boolean streams(NodeName name) {
    return listed(name, Standby::streaming);
  }

  boolean diverged(NodeName name, NodeReading node) {
    Optional<NodeReading> leader = leadership.reading(seen);
    if (leader.isEmpty() || leadership.is(name)) {
      return false;
    }
    boolean another =
        node.systemIdentifier().isPresent()
            && leader.get().systemIdentifier().isPresent()
            && !node.systemIdentifier().equals(leader.get().systemIdentifier());
    return another || beyondTheFork(node, leader.get());
  }

  private boolean beyondTheFork(NodeReading node, NodeReading leader) {
    if (node.timeline().isEmpty()
        || leader.timeline().isEmpty()
        || node.timeline().getAsLong() >= leader.timeline().getAsLong()) {
      return false;
    }
    OptionalLong fork = seen.history().endOf(node.timeline().getAsLong());
    return fork.isPresent()
        && Leadership.position(node).filter(p -> p.seqno() > fork.getAsLong()).isPresent();
  }

  boolean electable(NodeName name, NodeReading node) {
    boolean synchronousOnly = seen.configSeen().filter(c -> c.synchronous()).isPresent();
    return node.role() == NodeRole.REPLICA
        && unfit(name, node).isEmpty()
        && !diverged(name, node)
        && !node.tagged("nofailover")
        && !"0".equals(node.tags().get("failover_priority"))
        && (!synchronousOnly || synchronous(name));
  }

  private boolean synchronous(NodeName name) {
    return listed(name, Standby::synchronous)
        || seen.clusterSeen()
            .flatMap(cluster -> cluster.member(name.value()))
            .filter(ClusterReading.Member::synchronous)
            .isPresent();
  }

  private boolean listed(NodeName name, Predicate<Standby> as) {
    return seen.nodes().entrySet().stream()
        .filter(e -> !e.getKey().equals(name))
        .map(Map.Entry::getValue)
        .flatMap(sighting -> sighting.up().stream())
        .flatMap(sender -> sender.standbys().stream())
        .anyMatch(standby -> standby.name().equals(name.value()) && as.test(standby));
  }
}
