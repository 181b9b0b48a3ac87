package dev.tidalctl.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives up work over a connection at its limit, by cutting that: a server that drips its answer is
 * given up in time like one that sends none. Not on virtual threads, where an interrupt would do
 * so: the one that polls their sockets makes the JVM wait 0.3 s for it before it ends.
 */
final class Bounded implements AutoCloseable {
  private final Set<Task<?>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * What is done over a connection that it opens itself.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does it.
     *
     * @param line told of the connection, as soon as there is one
     */
    T over(Line line) throws SQLException;
  }

  /**
   * Does it.
   *
   * @throws TimeoutException at the limit
   * @throws CancellationException when this was closed meanwhile
   * @throws InterruptedException when the caller was
   */
  <T> T run(Duration limit, Work<T> work)
      throws InterruptedException, TimeoutException, ExecutionException {
    Line line = new Line();
    Task<T> task = new Task<>(() -> work.over(line), line);
    underWay.add(task);
    try {
      Thread.ofPlatform().daemon().name("sql").start(task);
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      task.giveUp();
      underWay.remove(task);
    }
  }

  /** Gives up all that is under way. */
  @Override
  public void close() {
    underWay.forEach(Task::giveUp);
  }

  /** The connection that some work is done over, once there is one. */
  static final class Line {
    private Optional<Connection> connection = Optional.empty();
    private boolean cut;

    /** From now on the work is done over this one; too late, it is cut at once. */
    synchronized void is(Connection opened) throws SQLException {
      connection = Optional.of(opened);
      if (cut) {
        opened.abort(Runnable::run);
      }
    }

    /**
     * The work is done, and the connection free for other work.
     *
     * @return false when it was cut meanwhile
     */
    synchronized boolean release() {
      connection = Optional.empty();
      return !cut;
    }

    private synchronized void cut() {
      cut = true;
      connection.ifPresent(
          open -> {
            try {
              open.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
              // It was to be cut anyway.
            }
          });
    }
  }

  private static final class Task<T> extends FutureTask<T> {
    private final Line line;

    Task(Callable<T> work, Line line) {
      super(work);
      this.line = line;
    }

    /** Nothing when it is done. */
    void giveUp() {
      if (cancel(true)) {
        line.cut();
      }
    }
  }
}
