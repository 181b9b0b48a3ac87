package dev.tidalctl.sandbox.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Files that are there whole or not at all, whatever crashes. */
public final class SyncedFiles {
  private SyncedFiles() {}

  /** Replaces a file's content in one step: written beside it, synced, renamed. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    Path written = Files.createTempFile(directory, ".new-", ".tmp");
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      for (ByteBuffer bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(directory);
  }

  /** Makes creations, renames and deletions in a directory survive a crash of the machine. */
  public static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
