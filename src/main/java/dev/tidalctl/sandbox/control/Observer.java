package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches one node for as long as the control plane runs.
 *
 * <ol>
 *   <li>Ask for its status; note the time at which the question was sent.
 *   <li>Nobody listens: unreachable at once. No answer in time: unreachable after two. A broken
 *       connection: ask again at once.
 *   <li>It is not what it is to be: tell it.
 *   <li>Pause until somebody looks or something changes ({@link Rounds}), for at most 200 ms. What
 *       its own failure changed is nothing to ask a node for again.
 * </ol>
 */
final class Observer implements AutoCloseable {
  private static final Duration ASK_LIMIT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
  private static final int FAILURES = 2;

  private final Topology topology;
  private final Peers peers;
  private final Assignments assignments;
  private final RateMeter writeRate;
  private final int shard;
  private final Thread thread;
  private volatile boolean stopped;
  private int failures;
  private long round;

  Observer(
      Topology topology, Peers peers, Assignments assignments, RateMeter writeRate, int shard) {
    this.topology = topology;
    this.peers = peers;
    this.assignments = assignments;
    this.writeRate = writeRate;
    this.shard = shard;
    this.thread = Thread.ofPlatform().daemon().name("observer " + shard).unstarted(this::run);
  }

  /** Starts watching. */
  Observer start() {
    topology.rounds().join(shard);
    thread.start();
    return this;
  }

  /**
   * Stops watching; never by interrupting, which would close the file that a change is written to.
   */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Rounds rounds = topology.rounds();
    try {
      while (!stopped) {
        Member member = topology.state().member(shard);
        Optional<HttpPeer> peer = peers.peer(member);
        if (peer.isEmpty() || !brokenWhileAsking(peer.get(), member)) {
          asked();
          round = rounds.next(failures == 0 ? round : rounds.last(), PAUSE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void asked() {
    if (topology.rounds().asked(shard, round)) {
      topology.changes().tellDue();
    }
  }

  /** Asks once; true when the connection broke and asking again at once may tell more. */
  private boolean brokenWhileAsking(HttpPeer peer, Member member) {
    try {
      ask(peer, member);
      failures = 0;
    } catch (ConnectException e) {
      failures = FAILURES;
      topology.reach(member, false, "nobody listens at its address");
    } catch (SocketTimeoutException e) {
      failures++;
      if (failures >= FAILURES) {
        topology.reach(member, false, "no answer in time, twice");
      }
    } catch (IOException | Problem e) {
      failures++;
      if (failures >= FAILURES) {
        topology.reach(member, false, "its connections break");
      }
      return failures < FAILURES;
    }
    return false;
  }

  private void ask(HttpPeer peer, Member member) throws IOException {
    long sentNanos = topology.clocks().nanos();
    Instant sentAt = topology.clocks().now();
    long retainFrom = topology.view().retainFrom();
    JsonObject status = peer.get("/status?retainFrom=" + retainFrom, ASK_LIMIT).document();
    if (!status.text("name").equals(member.name())) {
      throw new ConnectException("somebody else listens at its address");
    }
    Observation seen = Observation.from(status, sentNanos, sentAt);
    topology.observe(shard, seen);
    asked();
    if (topology.state().leader() == shard) {
      writeRate.note(sentNanos, seen.received().seqno());
    }
    assignments.reconcile(shard, status);
  }
}
