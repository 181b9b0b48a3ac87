package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.patroni.view.Assembly;
import dev.tidalctl.patroni.view.Belonging;
import dev.tidalctl.patroni.view.Observation;
import dev.tidalctl.patroni.view.Setup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks at the cluster.
 *
 * <ol>
 *   <li>Every look asks everybody anew. One that was begun later and is done already counts instead
 *       of this one: a snapshot is never older than one returned before.
 *   <li>Nodes that contradict the file end the look: that is a mistake in the file.
 *   <li>Patroni can't tell when something moves. Who waits for that is served by one look after
 *       another, {@link #PAUSE} apart.
 *   <li>For a change, what operators share must be seen: without it nobody knows whose a node is.
 *       For a look alone it is an impediment like others.
 * </ol>
 */
final class Looks {
  /** Between two looks of one who waits. */
  private static final Duration PAUSE = Duration.ofMillis(150);

  private final Setup setup;
  private final Gathering gathering;
  private final Assembly assembly;
  private final Timing timing;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicBoolean switching = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Seen> published = Optional.empty();
  private long publishedAs;

  /**
   * One look.
   *
   * @param observation what came in
   * @param snapshot what it amounts to
   */
  record Seen(Observation observation, Snapshot snapshot) {}

  Looks(Setup setup, Gathering gathering, Timing timing) {
    this.setup = setup;
    this.gathering = gathering;
    this.assembly = new Assembly(setup);
    this.timing = timing;
  }

  /** As {@link dev.tidalctl.core.port.ControlPlane#look}. */
  Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
    return waiting(after, of, atMost, Purpose.CHANGE);
  }

  /** As {@link #look}, but what operators share may stay unseen. */
  Reply<Snapshot> lookFor(Purpose purpose, Optional<Stamp> after, Interest of, Duration atMost) {
    return waiting(after, of, atMost, purpose);
  }

  /** Says whether this process is moving leadership: then a note of that is no surprise. */
  void switching(boolean now) {
    switching.set(now);
  }

  /** How many nodes the file names. */
  int size() {
    return setup.nodes().size();
  }

  /** One look at once, fit to decide a change on. */
  Reply<Seen> fresh() {
    return once(Purpose.CHANGE);
  }

  private Reply<Snapshot> waiting(
      Optional<Stamp> after, Interest of, Duration atMost, Purpose purpose) {
    Moment from = timing.now();
    while (true) {
      Reply<Seen> seen = once(purpose);
      boolean enough =
          !(seen instanceof Reply.Ok<Seen>(Seen ok))
              || Counters.past(after, of, ok.snapshot().stamp())
              || timing.now().since(from).plus(PAUSE).compareTo(atMost) > 0;
      if (enough || !timing.rest(PAUSE)) {
        return Replies.then(seen, s -> new Reply.Ok<>(s.snapshot()));
      }
    }
  }

  private Reply<Seen> once(Purpose purpose) {
    long number = begun.incrementAndGet();
    Observation seen = gathering.gather(switching.get(), purpose);
    Optional<String> contradiction = Belonging.contradiction(setup, seen);
    if (contradiction.isPresent()) {
      return new Reply.Refused<>(Refusal.of(Refusal.Code.WRONG_CLUSTER, contradiction.get()));
    }
    Optional<String> silent = silent(seen);
    if (silent.isPresent()) {
      return new Reply.Unreachable<>(silent.get());
    }
    if (purpose == Purpose.CHANGE && !(seen.shared() instanceof Reply.Ok)) {
      return Replies.then(seen.shared(), view -> new Reply.Ok<>(publish(number, seen)));
    }
    return new Reply.Ok<>(publish(number, seen));
  }

  private Seen publish(long number, Observation seen) {
    lock.lock();
    try {
      if (published.isPresent() && number < publishedAs) {
        return published.get();
      }
      Stamp stamp =
          published
              .map(
                  before ->
                      Counters.next(
                          before.snapshot(), assembly.snapshot(seen, before.snapshot().stamp())))
              .orElseGet(Counters::first);
      Seen next = new Seen(seen, assembly.snapshot(seen, stamp));
      published = Optional.of(next);
      publishedAs = number;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Why nothing was seen, when no node answered at all. */
  private static Optional<String> silent(Observation seen) {
    boolean anybody = seen.nodes().values().stream().anyMatch(s -> s.reading().isPresent());
    return anybody
        ? Optional.empty()
        : Optional.of(
            seen.nodes().values().stream()
                .flatMap(s -> Replies.why(s.reply()).stream())
                .sorted()
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElse("the cluster file names no node"));
  }
}
