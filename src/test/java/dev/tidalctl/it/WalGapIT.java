package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that was away for longer than its write-ahead log is kept. */
final class WalGapIT {
  private static final int KEPT = 2000;

  @TempDir private Path folder;

  @Test
  void aRejoinAcrossAWalGapNamesWhatItNeedsAndWhatIsKept() throws Exception {
    String cap = Integer.toString(KEPT);
    try (RealSandbox sandbox = RealSandbox.up(folder, 3, "--retention-cap", cap)) {
      sandbox.control().write("before", 10);
      sandbox.tidalctl("drain", "node-1").exits(0);
      long needed = sandbox.control().node("node-1").path("appliedSeqno").asLong() + 1;
      try (RealLoad load = sandbox.load(1000, 0)) {
        sandbox.control().await("a gap", seen -> seen.path("firstKeptSeqno").asLong() > needed);
        load.stop();
      }

      Outcome rejoin = sandbox.tidalctl("rejoin", "node-1", "-o", "json").exits(5);

      long kept = sandbox.control().cluster().path("firstKeptSeqno").asLong();
      rejoin.says(Long.toString(needed)).says(Long.toString(kept)).says("re-seed");
      assertEquals("failed", rejoin.json().path("outcome").asText());
      assertNotEquals("serving", sandbox.control().node("node-1").path("routing").asText());
    }
  }
}
