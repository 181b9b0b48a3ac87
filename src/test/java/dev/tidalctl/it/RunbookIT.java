package dev.tidalctl.it;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script that knows exit codes and JSON alone rolls a cluster and mends what goes wrong. It needs
 * jq.
 */
@Tag("debian")
final class RunbookIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void twelveStepsLeadToTheirEnd() throws Exception {
    try (Script runbook =
        Script.start(Launcher.finding("src/it/runbook", folder.resolve("stage").toString()))) {
      runbook.await(LIMIT).exits(0).says("12  end the rehearsal");
    }
  }
}
