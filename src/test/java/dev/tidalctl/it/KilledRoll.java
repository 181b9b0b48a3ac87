package dev.tidalctl.it;

import java.io.IOException;
import java.nio.file.Path;

/** A roll that ends in the midst. */
final class KilledRoll {
  private KilledRoll() {}

  /** Rolls until it tells the event, kills the tool alone, and returns the run. */
  static String at(RealSandbox sandbox, String event, Path file, String to)
      throws IOException, InterruptedException {
    try (Launched roll =
        sandbox
            .launcher()
            .start("roll", "--to", to, "--yes", "-o", "ndjson", "--cluster", file.toString())) {
      roll.awaitSaying(event);
      Outcome killed = roll.killAlone().await();
      String first = killed.out().lines().findFirst().orElseThrow();
      return first.replaceAll(".*\"runId\":\"([^\"]*)\".*", "$1");
    }
  }
}
