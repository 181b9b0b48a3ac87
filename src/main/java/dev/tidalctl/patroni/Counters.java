package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Numbers the states that this process sees. Nobody else numbers them: Patroni has no counter of
 * its own.
 */
final class Counters {
  private static final long EPOCH = 1;

  private Counters() {}

  /** The first state. */
  static Stamp first() {
    return new Stamp(EPOCH, 1, 1);
  }

  /**
   * The number of the state that follows.
   *
   * @param before as it was published
   * @param after as it is now, under any stamp
   */
  static Stamp next(Snapshot before, Snapshot after) {
    Stamp last = before.stamp();
    boolean moved = !standing(before).equals(standing(after));
    boolean progressed = moved || !progress(before).equals(progress(after));
    return new Stamp(
        EPOCH, last.revision() + (moved ? 1 : 0), last.observation() + (progressed ? 1 : 0));
  }

  /** Membership, roles, timeline, routing, holds, incarnations, versions, reachability. */
  private static List<Object> standing(Snapshot s) {
    return List.of(
        s.leader(),
        s.leaderPosition().map(Position::term),
        s.impediments(),
        s.nodes().stream().map(Counters::standing).collect(Collectors.toList()));
  }

  private static List<Object> standing(NodeView n) {
    return List.of(
        n.name(),
        n.role(),
        n.routing(),
        n.hold(),
        n.reachable(),
        n.electable(),
        n.diverged(),
        n.exposed(),
        n.incarnation(),
        n.version(),
        n.observedAt().isPresent(),
        n.applied().map(Position::term));
  }

  private static List<Object> progress(Snapshot s) {
    return List.of(
        s.leaderPosition(),
        s.firstKept(),
        s.lease().map(lease -> List.of(lease.runId(), lease.abandoned())),
        s.nodes().stream()
            .map(n -> List.of(n.applied(), n.inFlight(), n.work()))
            .collect(Collectors.toList()));
  }

  /** Whether {@code now} is past what somebody waits for. */
  static boolean past(Optional<Stamp> after, Interest of, Stamp now) {
    return after.isEmpty()
        || now.revision() > after.get().revision()
        || (of == Interest.OBSERVATION && now.observation() > after.get().observation());
  }
}
