package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The cluster as the control plane knows it, and the only way to change it.
 *
 * <p>A change, under one lock:
 *
 * <ol>
 *   <li>A lease that has run out meanwhile is dealt with first: its roll is abandoned, what was
 *       draining goes back to serving.
 *   <li>The edit checks and drafts; a {@link Problem} changes nothing.
 *   <li>State and transitions are written down and synced.
 *   <li>They are shown to readers, and watchers are told.
 * </ol>
 */
final class Topology implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final StateLog log;
  private final Clocks clocks;
  private final LeaseRules leases;
  private final ScheduledExecutorService timer;
  private final Changes changes;
  private final Rounds rounds = new Rounds();
  private final AtomicReference<Map<Integer, Observation>> observations =
      new AtomicReference<>(Map.of());
  private final List<Transition> transitions;
  private volatile ClusterState state;
  private boolean closed;

  private Topology(
      StateLog log, ClusterState state, Clocks clocks, ScheduledExecutorService timer) {
    this.log = log;
    this.state = state;
    this.clocks = clocks;
    this.leases = new LeaseRules(clocks);
    this.timer = timer;
    this.transitions = new ArrayList<>(log.transitions());
    this.changes = new Changes(timer, () -> this.state.revision());
  }

  /**
   * Takes up the state of the last start, or a new cluster's, in a new epoch. A lease that was live
   * is given its whole time to live again.
   *
   * @throws IOException when the state can't be read or written
   */
  static Topology open(
      StateLog log, ClusterConfig config, Clocks clocks, ScheduledExecutorService timer)
      throws IOException {
    ClusterState last = log.last().orElseGet(() -> ClusterState.initial(config));
    ClusterState started = last.withEpoch(last.epoch() + 1);
    LeaseRules leases = new LeaseRules(clocks);
    started =
        started.withLease(
            started.lease().map(lease -> lease.abandoned() ? lease : leases.fresh(lease)));
    log.append(started, List.of());
    Topology topology = new Topology(log, started, clocks, timer);
    topology.scheduleLapse();
    return topology;
  }

  ClusterState state() {
    return state;
  }

  /** State and observations as of now. */
  View view() {
    return new View(state, observations.get(), clocks.nanos());
  }

  Changes changes() {
    return changes;
  }

  Rounds rounds() {
    return rounds;
  }

  LeaseRules leases() {
    return leases;
  }

  Clocks clocks() {
    return clocks;
  }

  /** The transitions after number {@code since}. */
  List<Transition> transitionsSince(long since) {
    lock.lock();
    try {
      int from = Math.clamp(since, 0, transitions.size());
      return List.copyOf(transitions.subList(from, transitions.size()));
    } finally {
      lock.unlock();
    }
  }

  /** The number of the entry that says that the lease with this token was taken. */
  OptionalLong takeOf(long token) {
    lock.lock();
    try {
      return transitions.reversed().stream()
          .filter(entry -> entry.takesLease(token))
          .mapToLong(Transition::seq)
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Carries out one change, see the class. */
  <T> T change(Function<Draft, T> edit) {
    lock.lock();
    try {
      if (closed) {
        throw Problem.of(ProblemCode.NOT_AUTHORITATIVE, "this control plane is ending");
      }
      Draft lapsed = draft();
      lapse(lapsed);
      commit(lapsed);
      Draft draft = draft();
      T result = edit.apply(draft);
      commit(draft);
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Notes what a node said; the first sign of life makes it reachable. */
  void observe(int shard, Observation seen) {
    observations.updateAndGet(
        before -> {
          Map<Integer, Observation> after = new HashMap<>(before);
          after.put(shard, seen);
          return Collections.unmodifiableMap(after);
        });
    Member member = state.member(shard);
    boolean current =
        member.process().filter(process -> process.id().equals(seen.incarnation())).isPresent();
    if (current && !member.reachable()) {
      reach(member, true, "answers");
    }
    changes.observed();
  }

  /**
   * Notes that a node's process is reachable or not; nothing when that is known already, or the
   * node has registered another process since.
   *
   * @param asked the node as it was when it was asked
   */
  void reach(Member asked, boolean reachable, String why) {
    change(
        draft -> {
          Member member = draft.state().member(asked.shard());
          boolean same = member.process().equals(asked.process());
          if (same && member.reachable() != reachable) {
            draft.reach(member, reachable, why);
          }
          return member;
        });
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      log.close();
    } finally {
      lock.unlock();
    }
  }

  private Draft draft() {
    return new Draft(view(), clocks.now(), transitions.size());
  }

  private void lapse(Draft draft) {
    Optional<Lease> present = draft.state().lease();
    Optional<Lease> left = leases.lapse(present);
    if (!left.equals(present)) {
      draft.endDraining("the lease ran out");
      draft.lease(left, "ran out");
    }
  }

  private void commit(Draft draft) {
    if (!draft.isDurable() && draft.state().equals(state)) {
      return;
    }
    ClusterState next = withLastApplied(draft);
    if (draft.isRevised()) {
      next = next.withRevision(state.revision() + 1);
    }
    if (draft.isDurable()) {
      write(next, draft.transitions());
    }
    boolean leaseChanged = !next.lease().equals(state.lease());
    state = next;
    transitions.addAll(draft.transitions());
    if (leaseChanged) {
      scheduleLapse();
    }
    if (draft.isRevised()) {
      changes.revised();
      long _ = rounds.call();
    } else {
      changes.observed();
    }
  }

  private static ClusterState withLastApplied(Draft draft) {
    ClusterState next = draft.state();
    for (Member member : next.members()) {
      long applied = draft.before().seen(member).map(seen -> seen.applied().seqno()).orElse(0L);
      if (applied > member.lastApplied()) {
        next = next.withMember(member.withLastApplied(applied));
      }
    }
    return next;
  }

  @SuppressWarnings("SystemExitOutsideMain")
  private void write(ClusterState next, List<Transition> since) {
    try {
      log.append(next, since);
    } catch (IOException e) {
      // What is on the disk is unknown from here on; a restart finds out.
      System.err.println("the state can't be written, so this process ends: " + e);
      Runtime.getRuntime().halt(70);
    }
  }

  private void lapseNow() {
    change(draft -> draft);
  }

  /** Looks again when the lease would run out; after a renewal, in vain. */
  private void scheduleLapse() {
    Optional<Lease> live = state.lease().filter(lease -> !lease.abandoned());
    if (live.isPresent()) {
      long left = Math.max(0, live.get().deadline() - clocks.nanos());
      ScheduledFuture<?> _ = timer.schedule(this::lapseNow, left, TimeUnit.NANOSECONDS);
    }
  }
}
