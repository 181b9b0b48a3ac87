package dev.tidalctl.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The lock of the process that drives a run. The system takes it back when that process ends, in
 * whatever way: whoever gets it knows that the one before is dead. It is a file of its own, because
 * closing any other channel of a locked file gives the lock away.
 */
final class RunLock implements AutoCloseable {
  private static final String NAME = "lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes it; empty when a process that lives has it. */
  static Optional<RunLock> take(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve(NAME),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            SafeFolders.forFile());
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
      return taken ? Optional.of(new RunLock(channel)) : Optional.empty();
    } catch (OverlappingFileLockException ours) {
      return Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Whether a process that lives has it. */
  static boolean isHeld(Path home) {
    if (!Files.exists(home.resolve(NAME))) {
      return false;
    }
    try {
      Optional<RunLock> lock = take(home);
      lock.ifPresent(RunLock::close);
      return lock.isEmpty();
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ended) {
      // The system takes the lock back with the process at the latest.
    }
  }
}
