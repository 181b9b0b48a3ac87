package dev.tidalctl.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * One text that the processes of one user on one machine share, in a file with its checksum before
 * it. Another file beside it is the lock, because this one is replaced whenever it is written.
 */
final class SharedFile {
  private static final String OWNER_ONLY = "rw-------";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

  private final Path folder;
  private final Path file;

  SharedFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("shared-state");
  }

  Path path() {
    return file;
  }

  /**
   * Takes the lock, within 3 s.
   *
   * @return to be closed; empty when others had it all the time
   */
  Optional<FileChannel> lock() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel channel =
        FileChannel.open(
            folder.resolve("shared-state.lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            ownerOnly());
    boolean taken = false;
    try {
      long begun = System.nanoTime();
      while (!taken && System.nanoTime() - begun < PATIENCE.toNanos()) {
        taken = tried(channel);
        if (!taken) {
          LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
      }
      return taken ? Optional.of(channel) : Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static boolean tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException another) {
      // Another store of this process has it.
      return false;
    }
  }

  /** The text, empty when nothing was ever written; under the lock. */
  Optional<String> read() throws IOException {
    try {
      String whole = Files.readString(file);
      int end = whole.indexOf('\n');
      String text = whole.substring(end + 1);
      if (end < 0 || !whole.substring(0, end).equals(checksum(text))) {
        throw new IOException(
            "its checksum does not fit; look at the cluster with status, and put the file aside"
                + " when no run is under way");
      }
      return Optional.of(text);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Makes a text durable beside the one that is there; under the lock. */
  Path prepare(String text) throws IOException {
    Path fresh = folder.resolve("shared-state.new");
    Files.deleteIfExists(fresh);
    byte[] bytes = (checksum(text) + "\n" + text).getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    return fresh;
  }

  /** Puts what was prepared in the place of what is there; under the lock. */
  void replace(Path fresh) throws IOException {
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
  }

  private static String checksum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", sum.getValue());
  }
}
