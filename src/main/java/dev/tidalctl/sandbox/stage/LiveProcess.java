package dev.tidalctl.sandbox.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process of the sandbox, told from a later one of the same id by its start time.
 *
 * @param pid its id
 * @param startedAt when it started, as the operating system says
 */
record LiveProcess(long pid, Instant startedAt) {
  /** The operating system's boot clock may be adjusted by a little between two readings. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  private static final Duration TERM_LIMIT = Duration.ofSeconds(5);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  /** The JDK looks for the end of a foreign process every 300 ms only. */
  private static final Duration LOOK = Duration.ofMillis(5);

  static LiveProcess of(ProcessHandle handle) {
    return new LiveProcess(handle.pid(), handle.info().startInstant().orElseGet(Instant::now));
  }

  boolean isAlive() {
    return handle().isPresent();
  }

  /** Asks it to end; kills it when it does not in time. Returns once it has ended. */
  void end() {
    terminate();
    if (!awaitEnd(TERM_LIMIT)) {
      kill();
    }
  }

  /** Asks it to end, without waiting. */
  void terminate() {
    handle().ifPresent(ProcessHandle::destroy);
  }

  /** Kills it. Returns once it has ended. */
  void kill() {
    handle().ifPresent(ProcessHandle::destroyForcibly);
    if (!awaitEnd(KILL_LIMIT)) {
      throw new SandboxException(
          SandboxException.Kind.FAILED,
          "process " + pid + " does not end",
          "it was killed " + KILL_LIMIT.toSeconds() + " s ago",
          "it is still there",
          "look at it with ps -p " + pid);
    }
  }

  boolean awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it has ended and only its parent has not taken note yet, which the JDK calls alive. Its
   * parent is process 1 by then, and some of these are in no hurry.
   */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false; // not Linux, or gone altogether
    }
  }

  /** What is gone by now has no start time either: whether it lives is asked last. */
  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(found -> !isZombie())
        .filter(
            found ->
                found
                    .info()
                    .startInstant()
                    .map(
                        start -> Duration.between(startedAt, start).abs().compareTo(SAME_START) < 0)
                    .orElse(true))
        .filter(ProcessHandle::isAlive);
  }
}
