package dev.tidalctl.cli.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is replaced as a whole: written beside it, then renamed. Whoever reads it sees the
 * old one or the new one, all of it. A link is followed. What is there and is no regular file, as a
 * device or a pipe, is never replaced.
 */
public final class WholeFile {
  private final Path file;
  private final Set<PosixFilePermission> mode;
  private final boolean lasting;

  private WholeFile(Path file, String mode, boolean lasting) {
    this.file = file.toAbsolutePath();
    this.mode = PosixFilePermissions.fromString(mode);
    this.lasting = lasting;
  }

  /** For its owner's eyes, and on the disk before it takes the old one's place. */
  public static WholeFile kept(Path file) {
    return new WholeFile(file, "rw-------", true);
  }

  /** Readable for all, and replaced too often to wait for the disk. */
  public static WholeFile published(Path file) {
    return new WholeFile(file, "rw-r--r--", false);
  }

  /**
   * Sees whether it could be replaced, and leaves nothing behind.
   *
   * @throws IOException when it could not
   */
  public void requireWritable() throws IOException {
    Path target = target();
    if (!Files.isDirectory(folder(target))) {
      throw new IOException("there is no folder " + folder(target));
    }
    write(beside(target), "");
    Files.delete(beside(target));
  }

  /**
   * Replaces it.
   *
   * @throws IOException when it could not be; then it is as it was
   */
  public void replace(String text) throws IOException {
    Path target = target();
    write(beside(target), text);
    Files.move(beside(target), target, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path target() throws IOException {
    if (!Files.exists(file)) {
      return file;
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is there and is no regular file");
    }
    return file.toRealPath();
  }

  private void write(Path beside, String text) throws IOException {
    Files.deleteIfExists(beside);
    try (FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(mode))) {
      // Whatever the umask took away.
      Files.setPosixFilePermissions(beside, mode);
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (lasting) {
        channel.force(true);
      }
    }
  }

  private static Path folder(Path target) {
    return Optional.ofNullable(target.getParent()).orElse(target);
  }

  /** Fixed, so that what a killed process left is written over, and never piles up. */
  private static Path beside(Path target) {
    return folder(target).resolve("." + target.getFileName() + ".new");
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
