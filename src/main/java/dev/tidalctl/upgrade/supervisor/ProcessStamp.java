package dev.tidalctl.upgrade.supervisor;

import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * One process, told from a later one of the same id.
 *
 * @param pid its id
 * @param start when it started, in the system's own words: only their equality means something, and
 *     only on the machine, and since the boot, that they come from
 */
public record ProcessStamp(long pid, String start) {
  private static final boolean LINUX = new File("/proc/self/stat").exists();

  /** This process. */
  static ProcessStamp current() throws IOException {
    long pid = ProcessHandle.current().pid();
    Optional<ProcessStamp> own = of(pid);
    if (own.isEmpty()) {
      throw new IOException("process " + pid + " does not see itself");
    }
    return own.get();
  }

  /** The process of this id, unless it has ended. */
  public static Optional<ProcessStamp> of(long pid) {
    if (LINUX) {
      try {
        ProcessStat stat = ProcessStat.of(pid);
        return stat.ended() ? Optional.empty() : Optional.of(new ProcessStamp(pid, stat.start()));
      } catch (IOException gone) {
        return Optional.empty();
      }
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(found -> new ProcessStamp(pid, startOf(found)));
  }

  private static String startOf(ProcessHandle handle) {
    return Long.toString(handle.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
  }

  /** Whether this very process still runs. */
  public boolean isAlive() {
    Optional<ProcessStamp> now = of(pid);
    return now.isPresent() && now.get().start().equals(start);
  }

  /** Sends TERM, or KILL, when it still runs. */
  void end(boolean forcibly) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    if (handle.isEmpty() || !isAlive()) {
      return;
    }
    if (forcibly) {
      handle.get().destroyForcibly();
    } else {
      handle.get().destroy();
    }
  }
}
