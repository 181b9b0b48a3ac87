package dev.tidalctl.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the user's own folders are. */
final class HomeFoldersTest {
  @Test
  void followTheEnvironment() {
    assertEquals(
        new HomeFolders(Path.of("/home/op"), Path.of("/var/state")),
        HomeFolders.from(
            Map.of("HOME", "/home/op", "XDG_STATE_HOME", "/var/state"), "/home/other"));
  }

  @Test
  void stateStandsBelowHomeByDefault() {
    assertEquals(
        new HomeFolders(Path.of("/home/op"), Path.of("/home/op/.local/state")),
        HomeFolders.from(Map.of("HOME", "/home/op", "XDG_STATE_HOME", ""), "/home/other"));
  }

  @Test
  void relativePathsAreIgnoredAsTheSpecificationSays() {
    assertEquals(
        Path.of("/home/other/.local/state"),
        HomeFolders.from(Map.of("XDG_STATE_HOME", "state"), "/home/other").stateHome());
  }
}
