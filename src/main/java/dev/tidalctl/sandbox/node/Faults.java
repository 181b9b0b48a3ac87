package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The faults a node plays on request; a restart ends them. */
final class Faults {
  /** How long a cut node leaves a request without answer before it gives it up. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final int SLOW_EVENTS = 20;
  private static final Duration SLOW_PAUSE = Duration.ofMillis(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean applyPaused;
  private boolean shippingSlow;
  private boolean cut;

  /**
   * Starts or ends a fault.
   *
   * @param kind {@code pause-apply}, {@code resume-apply}, {@code slow-ship}, {@code cut} or {@code
   *     heal}, which ends all
   * @throws Problem {@code bad_request} for any other
   */
  void set(String kind) {
    lock.lock();
    try {
      switch (kind) {
        case "pause-apply" -> applyPaused = true;
        case "resume-apply" -> applyPaused = false;
        case "slow-ship" -> shippingSlow = true;
        case "cut" -> cut = true;
        case "heal" -> {
          applyPaused = false;
          shippingSlow = false;
          cut = false;
        }
        default -> throw Problem.of(ProblemCode.BAD_REQUEST, "no such fault: " + kind);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the node is cut off: it answers nobody and calls nobody. */
  boolean isCut() {
    lock.lock();
    try {
      return cut;
    } finally {
      lock.unlock();
    }
  }

  /** How many events of a shipped batch are taken at once; fewer while shipping is slow. */
  int takenAtOnce(int events) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!shippingSlow) {
        return events;
      }
      for (long left = SLOW_PAUSE.toNanos(); shippingSlow && left > 0; ) {
        left = changed.awaitNanos(left);
      }
      return Math.min(events, SLOW_EVENTS);
    } finally {
      lock.unlock();
    }
  }

  /** Waits while applying is paused, at most {@code limit}; whether it may go on. */
  boolean mayApply(Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (long left = limit.toNanos(); applyPaused && left > 0; ) {
        left = changed.awaitNanos(left);
      }
      return !applyPaused;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves a request to a cut node without answer, until it is healed or nobody waits any more. */
  void beSilentWhileCut() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (long left = SILENCE.toNanos(); cut && left > 0; ) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
