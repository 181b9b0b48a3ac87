package dev.tidalctl.sql;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives up work over sockets at its limit. It runs on a virtual thread, where an interrupt closes
 * the socket: a server that drips its answer is given up in time like one that sends none.
 */
final class Bounded implements AutoCloseable {
  private final Set<FutureTask<?>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Does it.
   *
   * @throws TimeoutException at the limit
   * @throws CancellationException when this was closed meanwhile
   * @throws InterruptedException when the caller was
   */
  <T> T run(Duration limit, Callable<T> work)
      throws InterruptedException, TimeoutException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    underWay.add(task);
    try {
      Thread.ofVirtual().name("sql").start(task);
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      task.cancel(true);
      underWay.remove(task);
    }
  }

  /** Gives up all that is under way. */
  @Override
  public void close() {
    underWay.forEach(task -> task.cancel(true));
  }
}
