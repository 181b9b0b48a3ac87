package dev.tidalctl.sandbox.gateway;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets writes through, except while a handover holds them.
 *
 * <p>Holding and counting share one lock: once held, no write gets through that {@link #awaitIdle}
 * does not wait for.
 */
public final class WriteGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean held;
  private int inside;

  /**
   * Enters, waiting while writes are held.
   *
   * @return false when they were still held at the end of the limit; the caller is not inside then
   */
  public boolean enter(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (held && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (held) {
        return false;
      }
      inside++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves after {@link #enter} returned true. */
  public void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Holds new writes from now on. */
  public void hold() {
    lock.lock();
    try {
      held = true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets held writes go on. */
  public void release() {
    lock.lock();
    try {
      held = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no write is under way; false when the limit is over first. */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (inside > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return inside == 0;
    } finally {
      lock.unlock();
    }
  }
}
