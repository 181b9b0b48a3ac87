package dev.tidalctl.sql;

import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.SqlSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Asks {@code SELECT 1} over and over, as a client of the service would, through whatever stands in
 * front of it.
 *
 * <ol>
 *   <li>A question that fails is never asked again; its connection is closed, and the next question
 *       opens another.
 *   <li>A connection is used for 1 s and then closed: one that was kept for longer would itself
 *       keep a node that is being drained from becoming free.
 *   <li>No setting is asked for at the login, which a pooler might refuse.
 * </ol>
 *
 * May be used by many threads at a time.
 */
public final class SqlClient implements AutoCloseable {
  private static final Duration LIFETIME = Duration.ofSeconds(1);

  private final HostPort address;
  private final Connector connector;
  private final Bounded bounded = new Bounded();
  private final ConcurrentLinkedDeque<Kept> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * A client that connects when first used.
   *
   * @param address of the service
   * @param login as whom
   * @param environment where a password's variable is looked up
   */
  public SqlClient(HostPort address, SqlSpec login, Map<String, String> environment) {
    this.address = address;
    this.connector = new Connector(login, environment);
  }

  /**
   * Asks once. Blocks the calling thread.
   *
   * @param limit from connecting to the answer
   * @return why there was none, in plain words; empty when there was one
   * @throws InterruptedException when the thread was interrupted: the question is given up
   */
  public Optional<String> ask(Duration limit) throws InterruptedException {
    try {
      return bounded.run(limit, line -> asked(limit, line));
    } catch (TimeoutException e) {
      return Optional.of("no answer in time");
    } catch (CancellationException e) {
      return Optional.of("given up");
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()));
    }
  }

  private Optional<String> asked(Duration limit, Bounded.Line line) {
    Kept kept = null;
    try {
      kept = kept(limit);
      line.is(kept.connection());
      Rows.one(kept.connection(), "SELECT 1", row -> row.getInt(1));
      if (line.release()) {
        giveBack(kept);
      } else {
        kept.close();
      }
      return Optional.empty();
    } catch (SQLException e) {
      if (kept != null) {
        kept.close();
      }
      return Optional.of(connector.failures().words(e));
    } catch (UnusableSecret e) {
      return Optional.of(e.why());
    } catch (UnusableTls e) {
      return Optional.of(e.why());
    }
  }

  private Kept kept(Duration limit) throws SQLException, UnusableSecret, UnusableTls {
    Kept before = idle.pollFirst();
    if (before != null) {
      return before;
    }
    Kept opened =
        new Kept(connector.open(address, limit, ""), System.nanoTime() + LIFETIME.toNanos());
    Thread.ofVirtual().name("sql-retire").start(() -> retire(opened));
    return opened;
  }

  private void giveBack(Kept kept) {
    if (closed || kept.until() - System.nanoTime() <= 0) {
      kept.close();
      return;
    }
    idle.addFirst(kept);
    if (closed && idle.remove(kept)) {
      kept.close();
    }
  }

  private void retire(Kept kept) {
    try {
      Thread.sleep(LIFETIME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (idle.remove(kept)) {
      kept.close();
    }
  }

  /** Gives up questions under way, and closes what is kept. */
  @Override
  public void close() {
    closed = true;
    bounded.close();
    for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      kept.close();
    }
  }

  private record Kept(Connection connection, long until) {
    void close() {
      try {
        connection.close();
      } catch (SQLException alreadyGone) {
        // It was to be closed anyway.
      }
    }
  }
}
