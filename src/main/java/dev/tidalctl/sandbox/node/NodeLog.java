package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wal.Chain;
import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wal.SignalStore;
import dev.tidalctl.sandbox.wal.Wal;
import dev.tidalctl.sandbox.wal.WalRecord;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A node's history: what it has received (WAL), and what it has applied (store).
 *
 * <p>The committing thread takes all requests that wait, in order:
 *
 * <ol>
 *   <li>a write gets the next number if this node leads then;
 *   <li>shipped events are taken if they come from the leader of this node's term, follow the end
 *       without a gap, and continue its chain of digests;
 *   <li>an assignment takes effect between two requests, so a node that was told not to lead has
 *       taken its last write when it answers; a new leader starts its term with a heartbeat;
 *   <li>everything appended is synced once, and only then whoever had it appended is answered.
 * </ol>
 *
 * <p>The applying thread copies synced events to the store, in order, unless paused. A disk that
 * fails ends the process: what is on it is unknown then. No thread that reads or writes a file is
 * ever interrupted, because that would close the file for all.
 */
final class NodeLog implements AutoCloseable {
  private static final int APPLY_BYTES = 256 << 10;
  private static final Duration COALESCE = Duration.ofMillis(8);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration IDLE_TURN = Duration.ofSeconds(1);

  private final SignalStore store;
  private final Wal wal;
  private final long retentionCap;
  private final Faults faults;
  private final Mark received;
  private final Mark applied;
  private final BlockingQueue<LogRequest> requests = new LinkedBlockingQueue<>();
  private final Thread committer;
  private final Thread applier;
  private long lastCommit = System.nanoTime(); // the committer's own
  private volatile boolean urgent;
  private volatile boolean closing;
  private volatile Assignment assignment = Assignment.NONE;
  private volatile long retainFrom;

  private NodeLog(SignalStore store, Wal wal, long retentionCap, Faults faults) {
    this.store = store;
    this.wal = wal;
    this.retentionCap = retentionCap;
    this.faults = faults;
    this.received = new Mark(wal.end().position().seqno());
    this.applied = new Mark(store.end().position().seqno());
    this.committer = Thread.ofPlatform().name("committer").unstarted(() -> run(this::commitNext));
    this.applier = Thread.ofPlatform().name("applier").unstarted(() -> run(this::applyNext));
  }

  /**
   * Opens the node's files and starts its threads.
   *
   * @throws IOException when a file is damaged or unreadable
   */
  static NodeLog open(Path directory, long retentionCap, Faults faults) throws IOException {
    Files.createDirectories(directory);
    SignalStore store = SignalStore.open(directory.resolve("store"));
    Wal wal =
        Wal.open(directory.resolve("wal"), Wal.Limits.forRetention(retentionCap), store.end());
    NodeLog log = new NodeLog(store, wal, retentionCap, faults);
    log.committer.start();
    log.applier.start();
    return log;
  }

  /** Appends an event as leader; the position once it is synced. {@code not_leader} otherwise. */
  Position write(WalRecord.Kind kind, String id, String payload) throws InterruptedException {
    return ask(new LogRequest.Write(kind, id, payload, new CompletableFuture<>()));
  }

  /** Takes events from the leader of a term; the position once they are synced. */
  Position receive(long term, List<WalRecord> records) throws InterruptedException {
    return ask(new LogRequest.Receive(term, records, new CompletableFuture<>()));
  }

  /** Takes up an assignment, unless a newer one is in force; the position then. */
  Position govern(Assignment wanted) throws InterruptedException {
    LogRequest request = new LogRequest.Govern(wanted, new CompletableFuture<>());
    urgent = true;
    requests.add(request);
    LockSupport.unpark(committer);
    return answer(request);
  }

  /** Raises the first event that some node may still need. */
  void retainFrom(long seqno) {
    retainFrom = Math.max(retainFrom, seqno);
  }

  Assignment assignment() {
    return assignment;
  }

  SignalStore store() {
    return store;
  }

  Wal wal() {
    return wal;
  }

  /** Waits for the WAL to hold an event; {@link #wakeReaders} ends the wait if given up. */
  boolean awaitReceived(long seqno, Duration limit, BooleanSupplier givenUp)
      throws InterruptedException {
    return received.await(seqno, limit, givenUp);
  }

  /** Makes those who wait for the WAL look again whether they still want to. */
  void wakeReaders() {
    received.wake();
  }

  /** Waits for an event to be applied. */
  boolean awaitApplied(long seqno, Duration limit) throws InterruptedException {
    return applied.await(seqno, limit, () -> closing);
  }

  /** The digest of the history up to an event that was received; empty when it is not there. */
  Optional<Chain> chainAt(long seqno) throws IOException {
    if (seqno <= store.end().position().seqno()) {
      return Optional.of(store.chainAt(seqno));
    }
    return received(seqno).map(WalRecord::chain);
  }

  /** The position of an event that was received, from 1 on; empty when it is not there. */
  Optional<Position> positionAt(long seqno) throws IOException {
    if (seqno <= store.end().position().seqno()) {
      return Optional.of(store.event(seqno).position());
    }
    return received(seqno).map(WalRecord::position);
  }

  @Override
  public void close() throws IOException {
    closing = true;
    requests.add(new LogRequest.Stop(new CompletableFuture<>()));
    wakeReaders();
    try {
      committer.join(ANSWER_LIMIT);
      applier.join(ANSWER_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wal.close();
    store.close();
  }

  private Optional<WalRecord> received(long seqno) throws IOException {
    if (seqno > wal.end().position().seqno()) {
      return Optional.empty();
    }
    Optional<Wal.Batch> batch = wal.read(seqno, 1);
    return batch.isEmpty()
        ? Optional.empty()
        : Optional.of(Wal.decode(batch.get().frames()).getFirst());
  }

  private Position ask(LogRequest request) throws InterruptedException {
    requests.add(request);
    return answer(request);
  }

  private Position answer(LogRequest request) throws InterruptedException {
    try {
      return request.done().get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Problem problem) {
        throw problem;
      }
      throw new IllegalStateException("the log failed", e.getCause());
    } catch (TimeoutException e) {
      throw Problem.of(ProblemCode.INTERNAL, "the log did not answer within " + ANSWER_LIMIT);
    }
  }

  private interface Turn {
    void take() throws IOException, InterruptedException;
  }

  private void run(Turn turn) {
    try {
      while (!closing) {
        turn.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      System.err.println("the log failed, so this process ends: " + e);
      Runtime.getRuntime().halt(70);
    }
  }

  private void commitNext() throws IOException, InterruptedException {
    List<LogRequest> batch = new ArrayList<>(List.of(requests.take()));
    // Under load, one sync serves what a few milliseconds bring; alone, a write does not wait, and
    // an order of the control plane never does.
    if (!urgent) {
      LockSupport.parkNanos(lastCommit + COALESCE.toNanos() - System.nanoTime());
    }
    urgent = false;
    lastCommit = System.nanoTime();
    requests.drainTo(batch);
    List<WalRecord> records = new ArrayList<>();
    List<Runnable> answers = new ArrayList<>();
    for (LogRequest request : batch) {
      try {
        Wal.End end = records.isEmpty() ? wal.appendedEnd() : Wal.End.at(records.getLast());
        List<WalRecord> appended = carryOut(request, end);
        records.addAll(appended);
        Position position = records.isEmpty() ? end.position() : records.getLast().position();
        if (request instanceof LogRequest.Govern && appended.isEmpty()) {
          request.done().complete(position);
        } else {
          answers.add(() -> request.done().complete(position));
        }
      } catch (Problem problem) {
        request.done().completeExceptionally(problem);
      }
    }
    wal.append(records);
    wal.sync();
    received.advance(wal.end().position().seqno());
    answers.forEach(Runnable::run);
    dropUnneeded();
  }

  private List<WalRecord> carryOut(LogRequest request, Wal.End end) {
    return switch (request) {
      case LogRequest.Write write -> {
        if (!assignment.leading()) {
          throw Problem.of(ProblemCode.NOT_LEADER, "this node does not lead");
        }
        yield List.of(next(end, write.kind(), write.id(), write.payload()));
      }
      case LogRequest.Receive receive -> accepted(receive, end);
      case LogRequest.Govern govern -> takeUp(govern.assignment(), end);
      case LogRequest.Stop stop -> List.of();
    };
  }

  private List<WalRecord> takeUp(Assignment wanted, Wal.End end) {
    if (wanted.generation() <= assignment.generation()) {
      return List.of();
    }
    assignment = wanted;
    retainFrom(wanted.retainFrom());
    boolean newTerm = wanted.leading() && end.position().term() < wanted.term();
    return newTerm ? List.of(next(end, WalRecord.Kind.HEARTBEAT, "", "")) : List.of();
  }

  private WalRecord next(Wal.End end, WalRecord.Kind kind, String id, String payload) {
    Position position = new Position(assignment.term(), end.position().seqno() + 1);
    return WalRecord.following(end.chain(), position, kind, id, payload);
  }

  private List<WalRecord> accepted(LogRequest.Receive receive, Wal.End end) {
    Assignment now = assignment;
    if (now.leading() || !now.accepting() || now.term() != receive.term()) {
      throw Problem.of(ProblemCode.SHIPPING_REFUSED, "this node takes no events from you now");
    }
    Wal.End last = end;
    for (WalRecord record : receive.records()) {
      if (record.position().seqno() != last.position().seqno() + 1) {
        throw Problem.of(
            ProblemCode.OUT_OF_SEQUENCE, record.position() + " does not follow " + last.position());
      }
      if (!record.follows(last.chain())) {
        throw Problem.of(
            ProblemCode.DIVERGED, record.position() + " continues another history than this");
      }
      last = Wal.End.at(record);
    }
    return receive.records();
  }

  private void dropUnneeded() throws IOException {
    long last = wal.end().position().seqno();
    long own = store.end().position().seqno() + 1;
    long keepFrom = Math.min(own, Math.max(retainFrom, last - retentionCap + 1));
    if (wal.canDropBefore(keepFrom)) {
      store.force(); // what leaves the WAL is in the store alone from then on
      wal.dropBefore(keepFrom);
    }
  }

  private void applyNext() throws IOException, InterruptedException {
    long next = store.end().position().seqno() + 1;
    if (!received.await(next, IDLE_TURN, () -> closing) || !faults.mayApply(IDLE_TURN)) {
      return;
    }
    Wal.Batch batch =
        wal.read(next, APPLY_BYTES)
            .orElseThrow(() -> new IOException("event " + next + " is neither applied nor kept"));
    store.apply(Wal.decode(batch.frames()));
    applied.advance(batch.last());
  }
}
