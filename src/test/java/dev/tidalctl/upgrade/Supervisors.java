package dev.tidalctl.upgrade;

import dev.tidalctl.upgrade.supervisor.AttemptFolder;
import dev.tidalctl.upgrade.supervisor.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Supervisors outlive who started them, and write until they end. */
final class Supervisors {
  private Supervisors() {}

  /** Waits until those of each attempt under a folder are gone. */
  static void awaitEnd(Path folder) throws Exception {
    for (Path attempt : attempts(folder)) {
      Claim claim = new AttemptFolder(attempt).claim().orElseThrow();
      Waiting.until("the supervisor ends", () -> !claim.supervisor().isAlive());
    }
  }

  private static List<Path> attempts(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("claim")).map(Path::getParent).toList();
    }
  }
}
