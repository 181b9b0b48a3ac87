package dev.tidalctl.sandbox.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rounds of questions to all nodes, so that whoever looks is shown how the nodes are now.
 *
 * <ol>
 *   <li>Each look calls a round, as does each change of the cluster.
 *   <li>Every observer takes part: it asks its node once more. Rounds called meanwhile are one.
 *   <li>A round is over when each node was asked since it was called, in vain or not.
 * </ol>
 */
final class Rounds {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private final Condition told = lock.newCondition();
  private final Map<Integer, Long> asked = new HashMap<>();
  private long last;

  /** An observer of this node takes part from now on. */
  void join(int shard) {
    lock.lock();
    try {
      asked.put(shard, 0L);
    } finally {
      lock.unlock();
    }
  }

  /** Calls a round; its number. */
  long call() {
    lock.lock();
    try {
      last++;
      called.signalAll();
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** The number of the round that was called last. */
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a round after that one, or for the pause to be over; the number of the last round.
   */
  long next(long after, Duration pause) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = pause.toNanos();
      while (last == after && left > 0) {
        left = called.awaitNanos(left);
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** A node was asked since that round was called; true when all were since the last one was. */
  boolean asked(int shard, long round) {
    lock.lock();
    try {
      asked.put(shard, round);
      told.signalAll();
      return isOver(last);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a round to be over, but no longer than that: a node may hang. */
  void await(long round, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limit.toNanos();
      while (!isOver(round) && left > 0) {
        left = told.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver(long round) {
    return asked.values().stream().allMatch(its -> its >= round);
  }
}
