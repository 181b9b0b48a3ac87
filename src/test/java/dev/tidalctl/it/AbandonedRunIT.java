package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A roll that was killed. */
final class AbandonedRunIT {
  @TempDir private Path folder;

  @Test
  void aRunThatWasKilledKeepsTheClusterUntilItIsClosed() throws Exception {
    try (RealSandbox sandbox = RealSandbox.up(folder, 3)) {
      Path hanging =
          sandbox.clusterFileWith(
              "hanging.yaml", "(?m)^  command: .*$", "  command: [sh, -c, 'exec sleep 600']");
      String run;
      try (Launched roll =
          sandbox
              .launcher()
              .start("roll", "--cluster", hanging.toString(), "--to", "2.0.0", "--yes")) {
        sandbox.control().awaitRouting("node-1", "drained");
        run = sandbox.control().cluster().path("lease").path("runId").asText();
        roll.kill().await();
      }
      sandbox
          .control()
          .await(
              "abandoned", seen -> seen.path("lease").path("state").asText().equals("abandoned"));

      sandbox
          .tidalctl("roll", "--to", "2.0.0", "--yes")
          .exits(4)
          .says("roll --resume " + run)
          .says("runs close " + run);

      sandbox
          .tidalctl("runs", "close", run)
          .exits(0)
          .says("node-1 is still held, out of service: tidalctl rejoin node-1");
      JsonNode node = sandbox.control().node("node-1");
      assertEquals("drained", node.path("routing").asText(), "its hold outlives the lease");
      sandbox.tidalctl("roll", "--to", "2.0.0", "--yes").exits(3).says("node-1").says(run);
      sandbox.tidalctl("roll", "--to", "2.0.0", "--yes", "--adopt", "node-1").exits(0);
    }
  }
}
