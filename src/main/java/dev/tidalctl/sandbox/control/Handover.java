package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.gateway.WriteGate;
import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands leadership over without losing or failing a write.
 *
 * <ol>
 *   <li>Hold new writes; wait for those under way.
 *   <li>Read the old leader's last position; nothing is written any more, so it is final.
 *   <li>Wait until the target has applied it.
 *   <li>Tell the old leader not to lead. Its position must still be that one.
 *   <li>The point of no return: write down the new leader and term, if the lease is still live.
 *   <li>Tell the new leader; it starts its term.
 *   <li>Let writes go on.
 * </ol>
 *
 * <p>Whatever goes wrong, or takes longer than {@link #LIMIT}, before step 5 puts the old leader
 * back, at the same term. A crash in between does so too, because only step 5 is remembered. At no
 * time do two nodes take writes: the old one has stopped before the new one is told.
 */
final class Handover {
  private static final Duration LIMIT = Duration.ofMillis(1700);
  private static final Duration ASK_LIMIT = Duration.ofMillis(500);

  private final Topology topology;
  private final Peers peers;
  private final Assignments assignments;
  private final WriteGate gate;
  private final AtomicBoolean underWay = new AtomicBoolean();

  Handover(Topology topology, Peers peers, Assignments assignments, WriteGate gate) {
    this.topology = topology;
    this.peers = peers;
    this.assignments = assignments;
    this.gate = gate;
  }

  /**
   * What is asked for.
   *
   * @param from the leader
   * @param to the follower that is to lead
   * @param term the present term
   * @param token the caller's fencing token
   */
  record Wish(int from, int to, long term, long token) {}

  /**
   * Checks the wish and starts; what comes of it, the snapshot shows.
   *
   * @param revision the revision the caller knows
   */
  void start(Wish wish, long revision) {
    topology.change(
        draft -> {
          LeaseRules.require(draft.state().lease(), wish.token());
          Preconditions.revision(draft.state(), revision);
          check(draft, wish);
          if (!underWay.compareAndSet(false, true)) {
            throw Problem.of(ProblemCode.HANDOVER_IN_PROGRESS, "a handover is under way");
          }
          return wish;
        });
    Thread.ofPlatform().daemon().name("handover").start(() -> run(wish));
  }

  private static void check(Draft draft, Wish wish) {
    ClusterState state = draft.state();
    if (state.term() != wish.term()) {
      throw Problem.of(ProblemCode.TERM_CHANGED, "the term is " + state.term());
    }
    if (state.member(wish.from()).shard() != state.leader()) {
      throw Problem.of(
          ProblemCode.NOT_LEADER, state.member(state.leader()).name() + " is the leader");
    }
    if (!draft.before().electable(state.member(wish.to()))) {
      throw Problem.of(
          ProblemCode.NOT_ELECTABLE,
          state.member(wish.to()).name()
              + " is not a serving, reachable follower on the leader's history");
    }
  }

  private void run(Wish wish) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    gate.hold();
    try {
      handOver(wish, deadline);
    } catch (IOException | Problem e) {
      System.err.println("leadership stays: " + e.getMessage());
      putBack(wish);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gate.release();
      underWay.set(false);
    }
  }

  private void handOver(Wish wish, long deadline) throws IOException, InterruptedException {
    if (!gate.awaitIdle(left(deadline))) {
      throw new IOException("writes under way did not end in time");
    }
    Position last =
        Position.from(peer(wish.from()).get("/status", ASK_LIMIT).document().object("received"));
    String path =
        "/applied?atLeast=%d&waitMs=%d".formatted(last.seqno(), left(deadline).toMillis());
    Reply reached = peer(wish.to()).get(path, left(deadline).plus(ASK_LIMIT));
    if (!reached.isSuccess() || !Position.from(reached.document()).equals(last)) {
      throw new IOException("the target is not at " + last + ": " + reached.text());
    }
    assignments.demote(OptionalInt.of(wish.from()));
    Position stopped = assignments.push(wish.from());
    if (!stopped.equals(last)) {
      throw new IOException("the old leader went on from " + last + " to " + stopped);
    }
    topology.change(
        draft -> {
          Lease lease = LeaseRules.require(draft.state().lease(), wish.token());
          check(draft, wish);
          draft.lead(draft.state().member(wish.to()), Optional.of(lease));
          return lease;
        });
    assignments.demote(OptionalInt.empty());
    tell(wish.to());
    tell(wish.from());
  }

  private void putBack(Wish wish) {
    assignments.demote(OptionalInt.empty());
    tell(wish.from());
  }

  /** Tells a node now, to be quick; should that fail, its observer goes on telling it. */
  private void tell(int shard) {
    try {
      assignments.push(shard);
    } catch (IOException e) {
      System.err.println("shard " + shard + " is to be told again: " + e.getMessage());
    }
  }

  private HttpPeer peer(int shard) throws IOException {
    return peers
        .peer(topology.state().member(shard))
        .orElseThrow(() -> new IOException("shard " + shard + " never registered"));
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }
}
