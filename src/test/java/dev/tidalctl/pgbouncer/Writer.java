package dev.tidalctl.pgbouncer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A client that writes one row after another, and notes how long each took. */
final class Writer implements AutoCloseable {
  private final Connection connection;
  private final List<Long> answered = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile long longest;
  private volatile boolean ended;

  Writer(Connection connection) {
    this.connection = connection;
    Thread.ofPlatform().daemon().name("writer").start(this::write);
  }

  private void write() {
    while (!ended) {
      long start = System.nanoTime();
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("INSERT INTO t VALUES (1)");
        long now = System.nanoTime();
        longest = Math.max(longest, now - start);
        answered.add(now);
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (SQLException e) {
        if (!ended) {
          failures.add(e.getMessage());
        }
        return;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  int written() {
    return answered.size();
  }

  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longest);
  }

  List<String> failures() {
    return failures;
  }

  @Override
  public void close() throws SQLException {
    ended = true;
    connection.close();
  }
}
