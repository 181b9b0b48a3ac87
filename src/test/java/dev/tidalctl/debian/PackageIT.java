package dev.tidalctl.debian;

import dev.tidalctl.it.Script;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is released can be installed, used as a newcomer would, and removed. */
@Tag("debian")
final class PackageIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Test
  void theDebianPackageIsInstalledUsedAndRemoved() throws Exception {
    try (Script script = Script.start(new ProcessBuilder("src/it/package"))) {
      script.await(LIMIT).exits(0).says("removed without a trace");
    }
  }
}
