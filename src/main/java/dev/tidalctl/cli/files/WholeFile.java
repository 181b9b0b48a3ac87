package dev.tidalctl.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file that is replaced as a whole: written beside it, then renamed. Whoever reads it sees the
 * old one or the new one, all of it. It is readable for all.
 */
public final class WholeFile {
  private final Path file;

  /** Touches nothing yet. */
  public WholeFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Sees whether it could be replaced, and leaves nothing behind.
   *
   * @throws IOException when it could not
   */
  public void requireWritable() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder");
    }
    if (!Files.isDirectory(folder())) {
      throw new IOException("there is no folder " + folder());
    }
    write("");
    Files.delete(beside());
  }

  /**
   * Replaces it.
   *
   * @throws IOException when it could not be; then it is as it was
   */
  public void replace(String text) throws IOException {
    write(text);
    Files.move(beside(), file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(String text) throws IOException {
    Files.deleteIfExists(beside());
    Files.createFile(beside());
    Files.setPosixFilePermissions(beside(), PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(beside(), text, StandardOpenOption.WRITE);
  }

  private Path folder() {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  /** Fixed, so that what a killed process left is written over, and never piles up. */
  private Path beside() {
    return folder().resolve("." + file.getFileName() + ".new");
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
