package dev.tidalctl.topology.read;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** Bounds the work that something does, however busy the machine is. */
final class CpuTime {
  /** Twice what is claimed: a processor that is shared does less in its time. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private CpuTime() {}

  /**
   * Runs something that is to take a second of processor time at most, and asserts that it took
   * less than two.
   */
  static <T> T underASecond(Supplier<T> work, Supplier<String> which) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    T result = work.get();
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Duration taken = Duration.ofNanos(after - before);
    assertTrue(taken.compareTo(LIMIT) < 0, () -> which.get() + " took " + taken);
    return result;
  }
}
