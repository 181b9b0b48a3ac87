package dev.tidalctl.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody but the operator may read. */
final class PrivateFolder {
  private PrivateFolder() {}

  static void make(Path folder) throws IOException {
    Files.createDirectories(folder, mode("rwx------"));
  }

  /** Replaces a file's content; a file that is there is made anew. */
  static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, mode("rw-------"));
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
