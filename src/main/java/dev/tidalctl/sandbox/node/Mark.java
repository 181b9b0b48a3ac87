package dev.tidalctl.sandbox.node;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A number that only grows and that threads can wait for. */
final class Mark {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long value;

  Mark(long value) {
    this.value = value;
  }

  void advance(long to) {
    lock.lock();
    try {
      value = Math.max(value, to);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes those who wait look again whether they still want to. */
  void wake() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the number is at least {@code wanted}.
   *
   * @return false when the limit is over first, or {@code givenUp} is true after a {@link #wake}
   */
  boolean await(long wanted, Duration limit, BooleanSupplier givenUp) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (value < wanted && left > 0 && !givenUp.getAsBoolean()) {
        left = moved.awaitNanos(left);
      }
      return value >= wanted;
    } finally {
      lock.unlock();
    }
  }
}
