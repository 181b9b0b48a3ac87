package dev.tidalctl.debian;

import dev.tidalctl.it.Launched;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is released can be installed, used as a newcomer would, and removed. */
@Tag("debian")
final class PackageIT {
  @Test
  void theDebianPackageIsInstalledUsedAndRemoved() throws Exception {
    Launched.start(new ProcessBuilder("src/it/package"))
        .await()
        .exits(0)
        .says("removed without a trace");
  }
}
