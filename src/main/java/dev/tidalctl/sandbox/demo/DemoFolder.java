package dev.tidalctl.sandbox.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a demonstration. One that was made for it alone is removed at the end.
 *
 * @param path where it is
 * @param temporary whether it is removed
 */
public record DemoFolder(Path path, boolean temporary) implements AutoCloseable {
  /** A file that comes or goes meanwhile makes an attempt fail. */
  private static final int ATTEMPTS = 20;

  /**
   * The folder asked for, or else a temporary one.
   *
   * @param keep whether even a temporary one is to stay
   * @throws IOException when there is no place for one
   */
  public static DemoFolder of(Optional<Path> wanted, boolean keep) throws IOException {
    if (wanted.isPresent()) {
      return new DemoFolder(wanted.get().toAbsolutePath().normalize(), false);
    }
    return new DemoFolder(Files.createTempDirectory("tidalctl-demo-"), !keep);
  }

  /**
   * Removes it with all that is in it, if it is temporary.
   *
   * @throws IOException when something is still being written there
   */
  @Override
  public void close() throws IOException {
    if (!temporary) {
      return;
    }
    for (int attempts = 1; Files.exists(path); attempts++) {
      try {
        remove();
      } catch (NoSuchFileException | DirectoryNotEmptyException | UncheckedIOException e) {
        if (attempts == ATTEMPTS) {
          throw new IOException(path + " could not be removed", e);
        }
      }
    }
  }

  private void remove() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : deepestFirst) {
      Files.deleteIfExists(one);
    }
  }
}
