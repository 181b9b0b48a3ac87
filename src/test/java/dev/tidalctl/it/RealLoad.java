package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** A load on a sandbox, as a process of its own. */
final class RealLoad implements AutoCloseable {
  private final Launcher launcher;
  private final Launched process;
  private final Path dir;
  private final Path file;

  private RealLoad(Launcher launcher, Launched process, Path dir, Path file) {
    this.launcher = launcher;
    this.process = process;
    this.dir = dir;
    this.file = file;
  }

  static RealLoad start(Launcher launcher, Path dir, int writes, int queries)
      throws IOException, InterruptedException {
    Path file = dir.resolve("load-" + System.nanoTime() + ".json");
    Launched process =
        launcher.start(
            "sandbox",
            "load",
            "--dir",
            dir.toString(),
            "--duration",
            "1h",
            "--ramp",
            "0s",
            "--writes",
            Integer.toString(writes),
            "--queries",
            Integer.toString(queries),
            "--out",
            file.toString());
    process.awaitSaying("load: under way");
    return new RealLoad(launcher, process, dir, file);
  }

  /** Ends it at once, where a test did not come to its end. */
  @Override
  public void close() {
    process.close();
  }

  /** Ends it and returns its report. */
  JsonNode stop() throws IOException, InterruptedException {
    process.terminate().await().exits(143);
    return new JsonMapper().readTree(file.toFile());
  }

  /** Ends it; whatever failed, every node holds all that was acknowledged. */
  JsonNode stopComplete() throws IOException, InterruptedException {
    JsonNode report = stop();
    launcher.run("sandbox", "verify", "--dir", dir.toString(), "--load", file.toString()).exits(0);
    return report;
  }

  /** Ends it; nothing failed, and every node holds all that was acknowledged. */
  JsonNode stopFlawless() throws IOException, InterruptedException {
    JsonNode report = stop();
    String failures = report.path("firstFailures").toString();
    assertEquals(0, report.path("queriesFailed").asInt(), failures);
    assertEquals(0, report.path("writesFailed").asInt(), failures);
    assertTrue(report.path("writesOk").asInt() > 0, "nothing was written");
    launcher.run("sandbox", "verify", "--dir", dir.toString(), "--load", file.toString()).exits(0);
    return report;
  }
}
