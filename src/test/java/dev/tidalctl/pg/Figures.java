package dev.tidalctl.pg;

import dev.tidalctl.pg.PostgresLoad.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The table of what clients saw while a cluster was changed in one way or another. */
final class Figures {
  private static final Path FILE = Path.of("target/postgres-figures.txt");
  private static final String COLUMNS = "%-34s %12s %13s %15s %16s %15s%n";

  private Figures() {}

  /**
   * Adds a row.
   *
   * @param way what was done
   * @param seen what clients saw meanwhile
   * @param took how long a node took
   */
  static void add(String way, Seen seen, Duration took) throws IOException {
    Files.createDirectories(FILE.getParent());
    String row =
        COLUMNS.formatted(
            way,
            seen.reads().failed(),
            seen.writes().failed(),
            seconds(seen.reads().longestStall()),
            seconds(seen.writes().longestStall()),
            seconds(took));
    append(
        Files.exists(FILE)
            ? row
            : COLUMNS.formatted(
                    "",
                    "failed reads",
                    "failed writes",
                    "no read for",
                    "no write for",
                    "a node took")
                + row);
  }

  /** Adds what stands in no column: how long something took. */
  static void add(String what, Duration took) throws IOException {
    Files.createDirectories(FILE.getParent());
    append(what + ": " + seconds(took));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  private static void append(String text) throws IOException {
    Files.write(
        FILE, List.of(text.stripTrailing()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
