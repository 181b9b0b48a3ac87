package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wal.Chain;
import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wal.Wal;
import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a leader ships to one incarnation of one follower, in a thread of its own.
 *
 * <ol>
 *   <li>Ask where the follower is. Beyond the leader, or on another history: diverged, nothing is
 *       shipped. What it needs next is no longer kept: a gap, nothing is shipped or skipped.
 *   <li>Ship from there on, each batch once the one before is synced by the follower; under load at
 *       most one batch in {@link #COALESCE}, but without pause while the follower is behind.
 *   <li>Anything unexpected: start over, after a pause.
 * </ol>
 */
final class FollowerFeed implements AutoCloseable {
  private static final int BATCH_BYTES = 128 << 10;
  private static final Duration COALESCE = Duration.ofMillis(15);

  /** With more than so many events still to be shipped, the next batch goes off at once. */
  private static final int FEW = 100;

  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration IDLE_TURN = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

  private final NodeLog log;
  private final Faults faults;
  private final long term;
  private final HttpPeer follower;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Optional<ProblemCode> trouble = Optional.empty();

  private FollowerFeed(NodeLog log, Faults faults, long term, URI follower) {
    this.log = log;
    this.faults = faults;
    this.term = term;
    this.follower = HttpPeer.at(follower);
    this.thread = Thread.ofPlatform().daemon().name("feed " + follower).unstarted(this::run);
  }

  /** Starts shipping. */
  static FollowerFeed start(NodeLog log, Faults faults, long term, URI follower) {
    FollowerFeed feed = new FollowerFeed(log, faults, term, follower);
    feed.thread.start();
    return feed;
  }

  /** The term and follower that this feed is for. */
  boolean isFor(long wantedTerm, URI wantedFollower) {
    return term == wantedTerm && follower.base().equals(wantedFollower);
  }

  /** Why nothing is shipped: {@code diverged} or {@code wal_gap}; empty while all is well. */
  Optional<ProblemCode> trouble() {
    return trouble;
  }

  /** Stops shipping; nothing is sent once this returns. */
  @Override
  public void close() {
    stopped.countDown();
    follower.close();
    log.wakeReaders();
    try {
      thread.join(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Finds what is to be shipped first.
   *
   * @return the last event that the follower has received
   * @throws Problem {@code diverged}, or {@code wal_gap} with the first event kept
   */
  static long startOf(NodeLog log, HttpPeer follower) throws IOException {
    JsonObject status = follower.get("/status", ASK_LIMIT).document();
    Position has = Position.from(status.object("received"));
    Optional<Chain> chain = log.chainAt(has.seqno());
    if (chain.isEmpty() && has.seqno() >= log.wal().firstKept()) {
      throw Problem.of(ProblemCode.DIVERGED, has + " is beyond this leader's log");
    }
    if (chain.isPresent() && !chain.get().toString().equals(status.text("chain"))) {
      throw Problem.of(ProblemCode.DIVERGED, has + " has another history than this leader's");
    }
    requireKept(log, has.seqno() + 1);
    return has.seqno();
  }

  /** Refuses with {@code wal_gap} when an event is no longer kept. */
  static void requireKept(NodeLog log, long seqno) {
    long firstKept = log.wal().firstKept();
    if (seqno < firstKept) {
      throw Problem.with(
          ProblemCode.WAL_GAP,
          "event " + seqno + " is needed, the first kept is " + firstKept,
          "firstKeptSeqno",
          firstKept);
    }
  }

  private void run() {
    try {
      while (!isStopped()) {
        trouble = shipUntilTrouble();
        pause(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ProblemCode> shipUntilTrouble() throws InterruptedException {
    try {
      long shipped = startOf(log, follower);
      trouble = Optional.empty();
      while (!isStopped()) {
        shipped = shipAfter(shipped);
      }
      return Optional.empty();
    } catch (Problem problem) {
      return Optional.of(problem.code());
    } catch (IOException e) {
      return trouble;
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Waits so long, or until stopped. */
  private void pause(Duration length) throws InterruptedException {
    boolean _ = stopped.await(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  private long shipAfter(long shipped) throws IOException, InterruptedException {
    if (faults.isCut()) {
      pause(PAUSE);
      return shipped;
    }
    if (!log.awaitReceived(shipped + 1, IDLE_TURN, this::isStopped)) {
      return shipped;
    }
    requireKept(log, shipped + 1);
    Wal.Batch batch =
        log.wal()
            .read(shipped + 1, BATCH_BYTES)
            .orElseThrow(() -> new IOException("dropped while being read"));
    long sent = System.nanoTime();
    Reply reply =
        follower.call(
            "POST", "/wal", Map.of("Tidal-Term", Long.toString(term)), batch.frames(), CALL_LIMIT);
    if (!reply.isSuccess()) {
      if (reply.document().optText("code").equals(Optional.of("diverged"))) {
        throw Problem.of(ProblemCode.DIVERGED, reply.text());
      }
      throw new IOException("not taken: " + reply.text());
    }
    long taken = Position.from(reply.document().object("received")).seqno();
    if (log.wal().end().position().seqno() - taken < FEW) {
      pause(COALESCE.minusNanos(System.nanoTime() - sent));
    }
    return taken;
  }
}
