package dev.tidalctl.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something said to another process, which is over after its limit whatever it waits for: an
 * address, a connection, an answer. Beyond it the connections are closed and the thread that waits,
 * as for a name server, is left behind. Not a virtual thread, for the reason that {@link Together}
 * gives.
 */
public final class Conversation {
  private final List<Closeable> connections = new ArrayList<>();
  private boolean over;
  private boolean spoken;

  /** What is said, and what is made of the answer. */
  @FunctionalInterface
  public interface Talk<T> {
    /** Says it, over connections that were told to {@link #uses}. */
    T have() throws IOException;
  }

  /**
   * Has it, once.
   *
   * @param limit for all of it
   * @throws IOException as {@code talk} does, or when the limit is over
   */
  public <T> T within(Duration limit, Talk<T> talk) throws IOException {
    FutureTask<T> task = new FutureTask<>(talk::have);
    Thread.ofPlatform().daemon().name("conversation").start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      end();
    }
  }

  /**
   * A connection of this conversation: it is closed when that is over.
   *
   * @throws IOException when it is over already
   */
  public synchronized <C extends Closeable> C uses(C connection) throws IOException {
    connections.add(connection);
    if (over) {
      connection.close();
      throw new IOException("too late");
    }
    return connection;
  }

  /**
   * From now on the other side may act on what is said.
   *
   * @throws IOException when the conversation is over: nothing may be said
   */
  public synchronized void speaks() throws IOException {
    if (over) {
      throw new IOException("too late");
    }
    spoken = true;
  }

  /** Whether the other side may have acted. */
  public synchronized boolean spoken() {
    return spoken;
  }

  private synchronized void end() {
    over = true;
    for (Closeable each : connections) {
      try {
        each.close();
      } catch (IOException e) {
        // It is of no use either way.
      }
    }
  }
}
