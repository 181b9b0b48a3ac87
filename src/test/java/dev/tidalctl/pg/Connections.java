package dev.tidalctl.pg;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A client's connections to one port, so many at most: each is used for one query at a time and
 * left after two seconds, as pools do that stand before a load balancer. One that failed is never
 * used again.
 */
final class Connections implements AutoCloseable {
  private static final Duration USED_FOR = Duration.ofSeconds(2);

  private final Semaphore free;
  private final RealPostgres cluster;
  private final int port;
  private final Duration limit;
  private final Deque<Pooled> idle = new ArrayDeque<>();

  /** A connection and when it began. */
  record Pooled(Connection connection, long bornNanos) {
    boolean old() {
      return System.nanoTime() - bornNanos > USED_FOR.toNanos();
    }
  }

  Connections(RealPostgres cluster, int port, int most, Duration limit) {
    this.free = new Semaphore(most, true);
    this.cluster = cluster;
    this.port = port;
    this.limit = limit;
  }

  /**
   * The one that has been idle longest, or a new one.
   *
   * @throws SQLException also when all are in use for longer than the limit
   */
  Pooled take() throws SQLException, InterruptedException {
    if (!free.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new SQLException("no connection is free");
    }
    try {
      return oldestOrNew();
    } catch (SQLException e) {
      free.release();
      throw e;
    }
  }

  /** Keeps it for another query. */
  void giveBack(Pooled pooled) {
    synchronized (this) {
      idle.addLast(pooled);
    }
    free.release();
  }

  /** Closes it, for it failed. */
  void discard(Pooled pooled) {
    close(pooled);
    free.release();
  }

  private Pooled oldestOrNew() throws SQLException {
    for (Optional<Pooled> next = oldest(); next.isPresent(); next = oldest()) {
      if (!next.get().old()) {
        return next.get();
      }
      close(next.get());
    }
    return new Pooled(cluster.connect(port, limit), System.nanoTime());
  }

  private static void close(Pooled pooled) {
    try {
      pooled.connection().close();
    } catch (SQLException e) {
      // It is of no use either way.
      return;
    }
  }

  @Override
  public void close() {
    for (Optional<Pooled> next = oldest(); next.isPresent(); next = oldest()) {
      close(next.get());
    }
  }

  private synchronized Optional<Pooled> oldest() {
    return Optional.ofNullable(idle.pollFirst());
  }
}
