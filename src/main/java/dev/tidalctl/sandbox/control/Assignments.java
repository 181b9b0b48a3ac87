package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.node.Assignment;
import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells nodes what they are to be.
 *
 * <p>Each assignment is computed from the state as it is then, and numbered, under one lock; a node
 * ignores a lower number than it has. So whatever order assignments arrive in, the one computed
 * from the newest state wins, and one that was answered is in effect, or a newer one is.
 */
final class Assignments {
  private static final Duration PUSH_LIMIT = Duration.ofMillis(1500);
  private static final int EPOCH_SHIFT = 32;

  private final Topology topology;
  private final Peers peers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, Settled> settled = new ConcurrentHashMap<>();
  private volatile OptionalInt demoted = OptionalInt.empty();
  private long computed;

  /** What a node said it was to be, and was, in one state of the cluster: no need to look again. */
  private record Settled(ClusterState state, OptionalInt demoted, String said) {
    @SuppressWarnings("ReferenceEquality") // the very same state object
    boolean holds(ClusterState now, OptionalInt demotedNow, String saidNow) {
      return state == now && demoted.equals(demotedNow) && said.equals(saidNow);
    }
  }

  Assignments(Topology topology, Peers peers) {
    this.topology = topology;
    this.peers = peers;
  }

  /** The assignment of a node now. */
  Assignment of(int shard) {
    lock.lock();
    try {
      View view = topology.view();
      ClusterState state = view.state();
      Member member = state.member(shard);
      boolean leading = state.leader() == shard && !demoted.equals(OptionalInt.of(shard));
      computed++;
      return new Assignment(
          (state.epoch() << EPOCH_SHIFT) + computed,
          state.term(),
          leading,
          !leading && member.routing() != Routing.DRAINED,
          view.retainFrom(),
          leading ? followers(state) : List.of());
    } finally {
      lock.unlock();
    }
  }

  /** While set, a node is told not to lead although it is the leader: a handover's last step. */
  void demote(OptionalInt shard) {
    lock.lock();
    try {
      demoted = shard;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells a node its assignment.
   *
   * @return where the node's WAL ended after it took effect
   * @throws IOException when it is unknown whether it took effect
   */
  Position push(int shard) throws IOException {
    Member member = topology.state().member(shard);
    HttpPeer peer =
        peers.peer(member).orElseThrow(() -> new IOException(member.name() + " never registered"));
    Reply reply = peer.post("/assignment", of(shard).document(), PUSH_LIMIT);
    if (!reply.isSuccess()) {
      throw new IOException(member.name() + " did not take its assignment: " + reply.text());
    }
    return Position.from(reply.document().object("received"));
  }

  /** Tells a node again if what it says is not what it is to be. */
  void reconcile(int shard, JsonObject status) throws IOException {
    String said = status.text("assigned");
    Settled now = new Settled(topology.state(), demoted, said);
    Settled before = settled.get(shard);
    if (before != null && before.holds(now.state(), now.demoted(), said)) {
      return;
    }
    if (said.equals(of(shard).content())) {
      settled.put(shard, now);
    } else {
      push(shard);
    }
  }

  private static List<Assignment.Peer> followers(ClusterState state) {
    return state.members().stream()
        .filter(member -> member.shard() != state.leader())
        .filter(member -> member.routing() != Routing.DRAINED && member.reachable())
        .flatMap(
            member ->
                member.process().stream()
                    .map(process -> new Assignment.Peer(member.shard(), process.url())))
        .toList();
  }
}
