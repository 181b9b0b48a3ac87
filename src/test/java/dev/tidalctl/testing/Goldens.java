package dev.tidalctl.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds what is shown against files in {@code src/test/resources/goldens}. {@code -Dgoldens.update}
 * rewrites them.
 */
public final class Goldens {
  private static final Path FOLDER = Path.of("src/test/resources/goldens");

  private Goldens() {}

  /** Fails when the lines are not those of the file. */
  public static void check(String name, List<String> lines) {
    check(name, String.join("\n", lines) + "\n");
  }

  /** Fails when the text is not that of the file. */
  public static void check(String name, String text) {
    Path file = FOLDER.resolve(name);
    try {
      if (System.getProperty("goldens.update") != null) {
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(FOLDER));
        Files.writeString(file, text);
      }
      String golden = Files.exists(file) ? Files.readString(file) : "";
      assertEquals(golden, text, file + " drifted; if that is meant: -Dgoldens.update");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
