package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demonstration is the contrast to: nothing that other tests' load could belie. */
final class NaiveDemoIT {
  @TempDir private Path folder;

  @Test
  void naiveRestartsAreNoticed() throws Exception {
    try (Launcher launcher = new Launcher()) {
      Outcome demo =
          launcher
              .run(
                  "demo",
                  "--naive",
                  "--writes",
                  "100",
                  "--queries",
                  "100",
                  "-o",
                  "json",
                  "--dir",
                  folder.resolve("stage").toString())
              .exits(5);

      JsonNode load = demo.json().path("load");
      assertTrue(
          load.path("queriesFailed").asInt() + load.path("writesFailed").asInt() > 0,
          demo::toString);
      assertTrue(Files.exists(folder.resolve("stage/load.json")), "the folder asked for stays");
    }
  }
}
