package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processes that work in a folder, found by the kernel and not by what started them. */
final class Workers {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Workers() {}

  /** Their ids and commands. */
  static List<String> in(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> worksIn(process.pid(), folder))
        .map(process -> process.pid() + " " + process.info().command().orElse("?"))
        .toList();
  }

  /** Fails unless all have ended soon. */
  static void haveEnded(Path folder) throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!in(folder).isEmpty() && System.nanoTime() < until) {
      Thread.sleep(BETWEEN_LOOKS);
    }
    assertEquals(List.of(), in(folder), "these were started and not ended");
  }

  /** Waits until as many work there. */
  static void await(Path folder, int count) throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (in(folder).size() < count) {
      assertTrue(System.nanoTime() < until, () -> "at work: " + in(folder));
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static boolean worksIn(long pid, Path folder) {
    try {
      Path cwd = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
      return (cwd + "/").startsWith(folder + "/");
    } catch (IOException gone) {
      return false;
    }
  }
}
