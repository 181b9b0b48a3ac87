package dev.tidalctl.sandbox.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A lock between processes, and between threads of this one. */
final class StageLock implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(10);

  private final FileChannel channel;

  private StageLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a lock. Its folder is never made: that of a sandbox that was just removed must not come
   * back.
   *
   * @param limit how long to wait for it
   * @throws SandboxException when somebody else has it all the time, or the folder is gone
   */
  static StageLock take(Path file, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (!tryLock(channel)) {
        if (System.nanoTime() > deadline) {
          channel.close();
          throw new SandboxException(
              SandboxException.Kind.REFUSED,
              "the sandbox is busy",
              "another command has held " + file + " for " + limit.toSeconds() + " s",
              "nothing was changed",
              "try again when it has ended");
        }
        TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
      }
      return new StageLock(channel);
    } catch (NoSuchFileException e) {
      throw new SandboxException(
          SandboxException.Kind.MISUSE,
          "the sandbox is gone",
          file + " can't be made",
          "nothing was changed",
          "start a new one");
    } catch (IOException e) {
      throw new SandboxException(
          SandboxException.Kind.MISUSE,
          "the sandbox can't be locked",
          "of " + file + ": " + e,
          "nothing was changed",
          "name a folder that is yours to write in");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException(
          SandboxException.Kind.REFUSED,
          "stopped",
          "the command was interrupted",
          "nothing was changed",
          "try again");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
