package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.ConfigReading;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.patroni.wire.NodeReading.Standby;
import dev.tidalctl.patroni.wire.NodeReading.Wal;
import dev.tidalctl.patroni.wire.NodeRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a follower's own words don't tell of it, or tell too well.
 *
 * <ol>
 *   <li>A node is fit when its PostgreSQL is up, another node lists it as streaming, and its replay
 *       is not paused. After WAL was recycled a node says for a second that all is well; whoever
 *       sends to it knows better.
 *   <li>It has diverged when its database is another one, or when it has been beyond the leader's
 *       history for four rounds of Patroni, 15 s at least, and nobody streams to it. After each
 *       change of leader a node's Patroni tells of the old timeline for up to two rounds, beside a
 *       position on the new one; and it rewinds a node that is off in earnest, within some rounds.
 *       Until then its position says nothing.
 *   <li>It may be given leadership when it is fit, no tag forbids it, and in synchronous mode
 *       commits wait for it.
 * </ol>
 */
final class Fitness {
  private static final int ROUNDS_OF_PATRONI = 4;
  private static final Duration LEAST_GRACE = Duration.ofSeconds(15);

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
    if (strays(name, node)) {
      return Optional.of(
          streams(name)
              ? "its Patroni still tells of an earlier timeline"
              : "it looks as if it were off the leader's history: its Patroni still tells of an"
                  + " earlier timeline, or is to rewind it");
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

  /** Whether it is another database, or off the leader's history for longer than can be said. */
  boolean diverged(NodeName name, NodeReading node) {
    return another(name, node)
        || (!streams(name)
            && strayingSince(name)
                .filter(since -> Duration.between(since, seen.now()).compareTo(grace()) >= 0)
                .isPresent());
  }

  /** Whether it looks as if it were off the leader's history, and may not be. */
  boolean strays(NodeName name, NodeReading node) {
    return strayingSince(name).isPresent() && !diverged(name, node);
  }

  private Optional<Instant> strayingSince(NodeName name) {
    return Optional.ofNullable(seen.strayingSince().get(name));
  }

  private boolean another(NodeName name, NodeReading node) {
    Optional<NodeReading> leader =
        leadership.is(name) ? Optional.empty() : leadership.reading(seen);
    return node.systemIdentifier().isPresent()
        && leader.filter(l -> l.systemIdentifier().isPresent()).isPresent()
        && !node.systemIdentifier().equals(leader.get().systemIdentifier());
  }

  private Duration grace() {
    Duration rounds =
        seen.configSeen()
            .map(ConfigReading::loopWait)
            .orElse(LEAST_GRACE)
            .multipliedBy(ROUNDS_OF_PATRONI);
    return rounds.compareTo(LEAST_GRACE) > 0 ? rounds : LEAST_GRACE;
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
