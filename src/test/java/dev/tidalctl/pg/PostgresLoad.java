package dev.tidalctl.pg;

import dev.tidalctl.pg.Connections.Pooled;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of a cluster: 100 reads a second through HAProxy and 50 writes a second through
 * PgBouncer.
 *
 * <ol>
 *   <li>Each query has a time at which it is meant to be sent, and is, whatever became of those
 *       before it. It is timed from then; one that took over 5 s has failed.
 *   <li>A client connects anew when its connection is lost, but no query is sent twice.
 *   <li>A read asks for a signal whose write was acknowledged 2 s before or earlier: missing or
 *       different is failed.
 * </ol>
 */
public final class PostgresLoad implements AutoCloseable {
  public static final int READS_A_SECOND = 100;
  public static final int WRITES_A_SECOND = 50;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int FIRST_SIGNALS = 20;
  private static final int CONNECTIONS = 12;
  private static final AtomicLong IDS = new AtomicLong();

  private final RealPostgres cluster;
  private final String writesTo;
  private final Connections readers;
  private final Connections writers;
  private final Acknowledged acknowledged = new Acknowledged();
  private final Tally reads = new Tally();
  private final Tally writes = new Tally();
  private final Phaser underWay = new Phaser(1);
  private volatile boolean ended;

  /** One query on one connection. */
  private interface Query {
    void on(Connection connection) throws SQLException, WrongAnswer;
  }

  /** The database answered, and not with what it had acknowledged. */
  private static final class WrongAnswer extends Exception {
    private static final long serialVersionUID = 1;

    WrongAnswer(String message) {
      super(message);
    }
  }

  private PostgresLoad(RealPostgres cluster, String writesTo, int writeConnections) {
    this.cluster = cluster;
    this.writesTo = writesTo;
    // A query is given up a little after it counts as failed, so that it is not the client's fault.
    Duration patience = LIMIT.plusSeconds(1);
    readers = new Connections(cluster, cluster.port("read"), CONNECTIONS, patience);
    writers = new Connections(cluster, cluster.port(writesTo), writeConnections, patience);
  }

  /** Starts it when every node has the first signals. */
  public static PostgresLoad start(RealPostgres cluster)
      throws IOException, SQLException, InterruptedException {
    return start(cluster, "pgbouncer", CONNECTIONS);
  }

  /** Starts one whose writes go to another port, over so many connections at most. */
  static PostgresLoad start(RealPostgres cluster, String writesTo, int connections)
      throws IOException, SQLException, InterruptedException {
    PostgresLoad load = new PostgresLoad(cluster, writesTo, connections);
    load.begin();
    return load;
  }

  private void begin() throws IOException, SQLException, InterruptedException {
    try (Connection connection = cluster.connect(cluster.port(writesTo), LIMIT)) {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS signals (id bigint PRIMARY KEY, body text NOT NULL)");
      }
      for (int i = 0; i < FIRST_SIGNALS; i++) {
        write(connection);
      }
    }
    Verification.of(cluster, acknowledged.all()).holds();
    every(READS_A_SECOND, reads, readers, this::read);
    every(WRITES_A_SECOND, writes, writers, this::write);
  }

  /** What was seen so far. */
  public Seen seen() {
    return new Seen(reads.counted(), writes.counted());
  }

  /** Sends no more, waits for what is under way, and sees each acknowledged write on every node. */
  public Seen stopAndVerify() throws IOException, SQLException, InterruptedException {
    Seen seen = stop();
    Verification.of(cluster, acknowledged.all()).holds();
    return seen;
  }

  /** Sends no more and waits for what is under way. */
  public Seen stop() {
    close();
    return seen();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      underWay.arriveAndAwaitAdvance();
      readers.close();
      writers.close();
    }
  }

  private void every(int aSecond, Tally tally, Connections connections, Query query) {
    underWay.register();
    tally.begin();
    Thread.ofPlatform().daemon().start(() -> send(aSecond, tally, connections, query));
  }

  private void send(int aSecond, Tally tally, Connections connections, Query query) {
    long apart = Duration.ofSeconds(1).dividedBy(aSecond).toNanos();
    for (long due = System.nanoTime(); !ended; due += apart) {
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long meant = due;
      underWay.register();
      Thread.ofVirtual().start(() -> carryOut(meant, tally, connections, query));
    }
    underWay.arriveAndDeregister();
  }

  private void carryOut(long meant, Tally tally, Connections connections, Query query) {
    try {
      Pooled pooled = connections.take();
      boolean sound = false;
      try {
        query.on(pooled.connection());
        sound = true;
      } finally {
        if (sound) {
          connections.giveBack(pooled);
        } else {
          connections.discard(pooled);
        }
      }
      Duration took = Duration.ofNanos(System.nanoTime() - meant);
      if (took.compareTo(LIMIT) > 0) {
        tally.failed("took " + took.toMillis() + " ms");
      } else {
        tally.answered(took.toNanos());
      }
    } catch (SQLException | WrongAnswer e) {
      tally.failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      tally.failed("interrupted");
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  private void write(Connection connection) throws SQLException {
    long id = IDS.incrementAndGet();
    String body = "signal " + id + " " + Long.toHexString(ThreadLocalRandom.current().nextLong());
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO signals (id, body) VALUES (?, ?)")) {
      insert.setLong(1, id);
      insert.setString(2, body);
      insert.executeUpdate();
    }
    acknowledged.add(id, body);
  }

  private void read(Connection connection) throws SQLException, WrongAnswer {
    Acknowledged.Signal signal = acknowledged.anyRipe(ThreadLocalRandom.current());
    try (PreparedStatement select =
        connection.prepareStatement("SELECT body FROM signals WHERE id = ?")) {
      select.setLong(1, signal.id());
      try (ResultSet found = select.executeQuery()) {
        if (!found.next()) {
          throw new WrongAnswer("signal " + signal.id() + " is missing");
        }
        if (!signal.body().equals(found.getString(1))) {
          throw new WrongAnswer("signal " + signal.id() + " is different");
        }
      }
    }
  }

  /** What clients saw. */
  public record Seen(Tally.Counted reads, Tally.Counted writes) {}
}
