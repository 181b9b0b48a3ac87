package dev.tidalctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in the built distribution finds its runtime wherever it stands and however it is
 * called.
 */
final class LauncherIT {

  private static final Path HOME = Path.of(System.getProperty("tidalctl.home", "target/tidalctl"));

  @TempDir Path folder;

  @Test
  void startsFromItsOwnFolder() throws Exception {
    assertPrintsVersion(HOME.resolve("bin/tidalctl"));
  }

  @Test
  void followsSymbolicLinksAcrossFoldersWithSpaces() throws Exception {
    Path spaced = Files.createSymbolicLink(folder.resolve("a dist"), HOME.toAbsolutePath());
    Path absolute = Files.createSymbolicLink(folder.resolve("abs"), spaced.resolve("bin/tidalctl"));
    Path relative = Files.createSymbolicLink(folder.resolve("rel"), absolute.getFileName());

    assertPrintsVersion(relative);
  }

  private void assertPrintsVersion(Path launcher) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(launcher.toString(), "--version")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "did not end within 30 s");
    } finally {
      process.destroyForcibly();
    }
    assertEquals("", Files.readString(err, StandardCharsets.UTF_8));
    assertTrue(Files.readString(out, StandardCharsets.UTF_8).startsWith("tidalctl "));
    assertEquals(0, process.exitValue());
  }
}
