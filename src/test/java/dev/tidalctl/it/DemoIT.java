package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration; {@link NaiveDemoIT} has the contrast that it is there to show. */
@Tag("alone")
final class DemoIT {
  @TempDir private Path folder;

  @Test
  void aRollIsNotNoticedByClients() throws Exception {
    try (Launcher launcher = new Launcher()) {
      Path page = folder.resolve("demo.html");
      JsonNode report =
          launcher
              .run(
                  "demo",
                  "--writes",
                  "100",
                  "--queries",
                  "100",
                  "--html",
                  page.toString(),
                  "-o",
                  "json")
              .exits(0)
              .json();

      assertEquals("RollReport", report.path("kind").asText());
      assertEquals("complete", report.path("outcome").asText());
      assertEquals(2, report.path("minServingObserved").asInt());
      assertEquals(0, report.path("load").path("queriesFailed").asInt(-1));
      assertEquals(0, report.path("load").path("writesFailed").asInt(-1));
      assertTrue(report.path("load").path("queriesOk").asInt() > 0);
      assertEquals(0, report.path("verify").path("missing").asInt(-1));
      assertEquals(3, report.path("verify").path("nodes").size());
      assertTrue(Files.readString(page).contains("✓ complete"), "drawn before its journal went");
    }
  }
}
