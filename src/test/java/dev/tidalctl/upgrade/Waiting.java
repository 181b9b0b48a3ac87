package dev.tidalctl.upgrade;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what only a look can tell, such as another process's file. */
final class Waiting {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

  private Waiting() {}

  static void until(String what, Callable<Boolean> isSo) throws Exception {
    long deadline = System.nanoTime() + LIMIT;
    while (!isSo.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "not within 20 s: " + what);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
