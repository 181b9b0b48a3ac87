package dev.tidalctl.docs;

import dev.tidalctl.it.Script;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md's pictures can be taken again. It needs tmux. */
@Tag("debian")
final class PicturesIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @TempDir private Path folder;

  @Test
  void aRollIsPictured() throws Exception {
    String distribution = System.getProperty("tidalctl.home", "target/tidalctl");
    ProcessBuilder pictures =
        new ProcessBuilder("src/docs/pictures", folder.toString(), distribution);
    try (Script script = Script.start(pictures)) {
      script.await(LIMIT).exits(0);
    }

    TerminalPicture.isOfTodaysScreen(folder.resolve("roll.svg"));
  }
}
