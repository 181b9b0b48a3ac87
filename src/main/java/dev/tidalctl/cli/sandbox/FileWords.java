package dev.tidalctl.cli.sandbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Says in words why a file can't be used. */
final class FileWords {
  private FileWords() {}

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> Objects.toString(e.getMessage(), e.toString());
    };
  }

  /** Why nothing can be written there, if that is known beforehand. */
  static Optional<String> unwritable(Path file) {
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    if (Files.isDirectory(file)) {
      return Optional.of("it is a directory");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of("there is no folder " + folder);
    }
    return Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of("the folder " + folder + " is not yours to write in");
  }
}
