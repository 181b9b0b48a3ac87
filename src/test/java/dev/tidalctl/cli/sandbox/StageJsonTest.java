package dev.tidalctl.cli.sandbox;

import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.sandbox.stage.ControlEntry;
import dev.tidalctl.sandbox.stage.NodeEntry;
import dev.tidalctl.sandbox.stage.StageDescription;
import dev.tidalctl.testing.Goldens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a sandbox. */
final class StageJsonTest {
  private static final Instant START = Instant.parse("2026-03-14T09:14:50Z");
  private static final Path DIR = Path.of("/tmp/stage");

  @Test
  void aSandbox() {
    StageDescription description =
        new StageDescription(
            DIR,
            "sandbox",
            DIR.resolve("cluster.yaml"),
            200_000,
            Optional.of(
                new ControlEntry(
                    41, START, 7400, URI.create("http://127.0.0.1:7400"), DIR.resolve("c.log"))),
            List.of(node("node-0", 42, Optional.of("a")), node("node-1", 43, Optional.empty())),
            false);

    Goldens.check("sandbox.json", JsonDocument.indented(StageJson.of(description)) + "\n");
    Goldens.check("sandbox.txt", Stages.lines(description));
  }

  @Test
  void nothing() {
    StageDescription nothing =
        new StageDescription(
            DIR, "", DIR.resolve("cluster.yaml"), 0, Optional.empty(), List.of(), false);

    Goldens.check("sandbox-none.json", JsonDocument.indented(StageJson.of(nothing)) + "\n");
  }

  @Test
  void oneNode() {
    Goldens.check(
        "sandbox-node.json",
        JsonDocument.indented(StageJson.node(node("node-0", 42, Optional.of("a")))) + "\n");
  }

  private static NodeEntry node(String name, long pid, Optional<String> zone) {
    return new NodeEntry(
        name,
        (int) pid - 42,
        zone,
        "1.0.0",
        pid,
        START,
        URI.create("http://127.0.0.1:" + (7359 + pid)),
        "3f6c",
        DIR.resolve(name + ".log"));
  }
}
