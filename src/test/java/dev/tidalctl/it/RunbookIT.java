package dev.tidalctl.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script that knows exit codes and JSON alone rolls a cluster and mends what goes wrong. It needs
 * jq.
 */
@Tag("debian")
final class RunbookIT {
  @TempDir private Path folder;

  @Test
  void twelveStepsLeadToTheirEnd() throws Exception {
    try (Launcher launcher = new Launcher()) {
      launcher
          .runPrinted(Path.of("src/it/runbook").toAbsolutePath() + " " + folder.resolve("stage"))
          .exits(0)
          .says("12  end the rehearsal");
    }
  }
}
