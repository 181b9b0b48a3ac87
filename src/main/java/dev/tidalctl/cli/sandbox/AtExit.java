package dev.tidalctl.cli.sandbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What to do when the process is asked to end by a signal: an action that brings the work under way
 * to its end, then a bounded wait until it has got there.
 */
final class AtExit implements AutoCloseable {
  private static final Duration TO_FINISH = Duration.ofSeconds(20);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread hook;

  /** Has the action run when the process is asked to end before this is closed. */
  AtExit(Runnable action) {
    hook =
        new Thread(
            () -> {
              begun.set(true);
              action.run();
              awaitFinished();
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the process is ending. */
  boolean begun() {
    return begun.get();
  }

  /** The work is done. */
  @Override
  public void close() {
    finished.countDown();
    if (!begun()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // The process began to end just now: the hook finds nothing left to do.
      }
    }
  }

  private void awaitFinished() {
    try {
      if (!finished.await(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
