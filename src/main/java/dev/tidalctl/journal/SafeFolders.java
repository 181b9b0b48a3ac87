package dev.tidalctl.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folders and files that only their owner may read, and that a crash does not take back. */
final class SafeFolders {
  private SafeFolders() {}

  /** The permissions of a file. */
  static FileAttribute<?> forFile() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  /** Makes a folder and those above it that are missing; each is durable in the one above it. */
  static void make(Path folder) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Optional<Path> at = Optional.of(folder);
        at.isPresent() && !Files.exists(at.get());
        at = Optional.ofNullable(at.get().getParent())) {
      missing.addFirst(at.get());
    }
    for (Path each : missing) {
      Files.createDirectories(
          each, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Optional<Path> above = Optional.ofNullable(each.getParent());
      if (above.isPresent()) {
        sync(above.get());
      }
    }
  }

  /** Makes the entries of a folder durable. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
