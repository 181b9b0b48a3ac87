package dev.tidalctl.sandbox.control;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Tells those who wait that something has moved: the revision at once, observations at most every
 * {@link #COALESCE}.
 */
final class Changes {
  private static final Duration COALESCE = Duration.ofMillis(10);

  /** Progress asked for this recently means that somebody watches it. */
  private static final Duration WATCHED = Duration.ofMillis(250);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Condition attention = lock.newCondition();
  private final ScheduledExecutorService timer;
  private final LongSupplier revisions;
  private long observation = 1;
  private long lastObserved = System.nanoTime();
  private boolean observationDue;
  private int waiting;
  private long lastAsked = System.nanoTime() - WATCHED.toNanos();

  Changes(ScheduledExecutorService timer, LongSupplier revisions) {
    this.timer = timer;
    this.revisions = revisions;
  }

  /** Which counter a watcher waits for. */
  enum Of {
    REVISION,
    OBSERVATION
  }

  long observation() {
    lock.lock();
    try {
      return observation;
    } finally {
      lock.unlock();
    }
  }

  /** The revision has moved; whoever watches progress is told too. */
  void revised() {
    lock.lock();
    try {
      observation++;
      lastObserved = System.nanoTime();
      moved.signalAll();
      attention.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A node was observed. */
  void observed() {
    lock.lock();
    try {
      long due = lastObserved + COALESCE.toNanos() - System.nanoTime();
      if (observationDue) {
        return;
      }
      if (due <= 0) {
        tellObserved();
      } else {
        observationDue = true;
        ScheduledFuture<?> _ = timer.schedule(this::observedNow, due, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a counter differs from what the watcher has seen by being beyond or behind it. */
  void await(Of of, long seen, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (of == Of.OBSERVATION) {
        noteAsked();
        waiting++;
      }
      long left = limit.toNanos();
      while (counter(of) == seen && left > 0) {
        left = moved.awaitNanos(left);
      }
    } finally {
      if (of == Of.OBSERVATION) {
        waiting--;
        lastAsked = System.nanoTime();
      }
      lock.unlock();
    }
  }

  /** Notes that somebody looked. */
  void asked() {
    lock.lock();
    try {
      noteAsked();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The pause of an observer: short while somebody watches, and ended when somebody starts to or
   * the revision moves.
   */
  @SuppressWarnings("WaitNotInLoop") // waking too early only means looking once more
  void pauseObserving(Duration watched, Duration unwatched) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Duration pause = isWatched() ? watched : unwatched;
      boolean _ = attention.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      lock.unlock();
    }
  }

  private void noteAsked() {
    if (!isWatched()) {
      attention.signalAll();
    }
    lastAsked = System.nanoTime();
  }

  private boolean isWatched() {
    return waiting > 0 || System.nanoTime() - lastAsked < WATCHED.toNanos();
  }

  private long counter(Of of) {
    return switch (of) {
      case REVISION -> revisions.getAsLong();
      case OBSERVATION -> observation;
    };
  }

  private void observedNow() {
    lock.lock();
    try {
      observationDue = false;
      tellObserved();
    } finally {
      lock.unlock();
    }
  }

  private void tellObserved() {
    observation++;
    lastObserved = System.nanoTime();
    moved.signalAll();
  }
}
