package dev.tidalctl.topology.read;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** Bounds the work that something does, however busy the machine is. */
final class CpuTime {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private CpuTime() {}

  /** Runs something and asserts that it took less than a second of processor time. */
  static <T> T underASecond(Supplier<T> work, Supplier<String> which) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    T result = work.get();
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Duration taken = Duration.ofNanos(after - before);
    assertTrue(taken.compareTo(LIMIT) < 0, () -> which.get() + " took " + taken);
    return result;
  }
}
