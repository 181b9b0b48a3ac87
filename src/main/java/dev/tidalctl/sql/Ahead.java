package dev.tidalctl.sql;

import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.HostPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection that is opened before its question is there: a login takes longer than most
 * questions.
 *
 * <ol>
 *   <li>One at most, for one question to one address. Whoever opens another gives that one up.
 *   <li>That it could not be opened is nobody's failure: the question opens its own.
 *   <li>One on which nothing was asked is closed at the end of its lifetime.
 * </ol>
 */
final class Ahead implements AutoCloseable {
  private final Duration lifetime;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Opened> kept = Optional.empty();

  /** Each is kept for so long once it is open. */
  Ahead(Duration lifetime) {
    this.lifetime = lifetime;
  }

  /** Opens a connection. */
  @FunctionalInterface
  interface Opening {
    Connection open() throws SQLException, UnusableSecret, UnusableTls;
  }

  private record Opened(HostPort address, CompletableFuture<Optional<Connection>> connection) {
    void giveUp() {
      CompletableFuture<Void> _ = connection.thenAccept(opened -> opened.ifPresent(Ahead::closed));
    }
  }

  /** Opens one, beside the caller. */
  void open(HostPort address, Opening opening) {
    Opened opened = new Opened(address, new CompletableFuture<>());
    replaced(Optional.of(opened)).ifPresent(Opened::giveUp);
    Thread.ofPlatform()
        .daemon()
        .name("sql-ahead")
        .start(
            () -> {
              opened.connection().complete(attempt(opening));
              retire(opened);
            });
  }

  /** Takes the one that is being opened to that address, and waits until it is; empty if none. */
  Optional<Connection> take(HostPort address) throws InterruptedException {
    Optional<Opened> taken = replaced(Optional.empty());
    if (taken.filter(opened -> opened.address().equals(address)).isEmpty()) {
      taken.ifPresent(Opened::giveUp);
      return Optional.empty();
    }
    try {
      return taken.get().connection().get();
    } catch (InterruptedException e) {
      taken.get().giveUp();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Optional<Opened> replaced(Optional<Opened> by) {
    lock.lock();
    try {
      Optional<Opened> before = kept;
      kept = by;
      return before;
    } finally {
      lock.unlock();
    }
  }

  private static Optional<Connection> attempt(Opening opening) {
    try {
      return Optional.of(opening.open());
    } catch (SQLException | UnusableSecret | UnusableTls | RuntimeException notNow) {
      return Optional.empty();
    }
  }

  private void retire(Opened opened) {
    try {
      Thread.sleep(lifetime);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      if (kept.equals(Optional.of(opened))) {
        kept = Optional.empty();
        opened.giveUp();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void closed(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyGone) {
      // It was to be closed anyway.
    }
  }

  @Override
  public void close() {
    replaced(Optional.empty()).ifPresent(Opened::giveUp);
  }
}
