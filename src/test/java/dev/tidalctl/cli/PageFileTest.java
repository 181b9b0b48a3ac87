package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageFileTest {
  @TempDir Path folder;

  @Test
  void whenItIsNotWrittenTheCallerKnowsWhatIsTrue() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    PageFile page = PageFile.of(gone.resolve("roll.html"));
    Files.delete(gone);

    CommandFailed failed =
        assertThrows(CommandFailed.class, () -> page.write("<p>", "the roll is over"));

    assertEquals("the roll is over", failed.trouble().now());
    assertEquals(ExitCode.USAGE, failed.code());
  }

  @Test
  void beforeAnythingIsDoneNoChangeWasSent() {
    CommandFailed failed =
        assertThrows(CommandFailed.class, () -> PageFile.of(folder.resolve("none/roll.html")));

    assertEquals("no change was sent", failed.trouble().now());
  }
}
