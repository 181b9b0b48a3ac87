package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/** Waits for what a cluster comes to by itself. */
final class Await {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Await() {}

  /** Whether it is so. */
  @FunctionalInterface
  interface Check {
    boolean holds() throws Exception;
  }

  /** Waits until it is so, two minutes at most. */
  static void until(String what, Check check) throws Exception {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!check.holds()) {
      assertTrue(System.nanoTime() < until, () -> "waited in vain for " + what);
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
