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
 * {@link #COALESCE}, and when a round of them is over.
 */
final class Changes {
  private static final Duration COALESCE = Duration.ofMillis(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final ScheduledExecutorService timer;
  private final LongSupplier revisions;
  private long observation = 1;
  private long lastObserved = System.nanoTime();
  private boolean observationDue;

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
      tellObserved();
    } finally {
      lock.unlock();
    }
  }

  /** A node was observed, and others are about to be: all of them are told of together. */
  void observed() {
    lock.lock();
    try {
      if (!observationDue) {
        observationDue = true;
        tellAfter(COALESCE.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /** All nodes were observed, or have been waited for: whoever waits is told, in time. */
  void tellDue() {
    lock.lock();
    try {
      long left = lastObserved + COALESCE.toNanos() - System.nanoTime();
      if (observationDue && left > 0) {
        tellAfter(left);
      } else if (observationDue) {
        tellObserved();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a counter differs from what the watcher has seen by being beyond or behind it.
   *
   * @return whether it did so from the first
   */
  boolean await(Of of, long seen, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      boolean atOnce = counter(of) != seen;
      long left = limit.toNanos();
      while (counter(of) == seen && left > 0) {
        left = moved.awaitNanos(left);
      }
      return atOnce;
    } finally {
      lock.unlock();
    }
  }

  private long counter(Of of) {
    return switch (of) {
      case REVISION -> revisions.getAsLong();
      case OBSERVATION -> observation;
    };
  }

  private void tellAfter(long nanos) {
    ScheduledFuture<?> _ = timer.schedule(this::tellDue, nanos, TimeUnit.NANOSECONDS);
  }

  private void tellObserved() {
    observationDue = false;
    observation++;
    lastObserved = System.nanoTime();
    moved.signalAll();
  }
}
