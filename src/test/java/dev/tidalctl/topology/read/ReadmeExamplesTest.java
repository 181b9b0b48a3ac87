package dev.tidalctl.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies a cluster file from the README has one that is valid. */
final class ReadmeExamplesTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  static List<String> examples() throws IOException {
    return YAML.matcher(Files.readString(README)).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAValidClusterFileThatCanBeRolled(String example) throws Exception {
    ClusterFile file = ClusterFileReader.read(README, example.getBytes(UTF_8), Corpus.HOMES);

    assertEquals(List.of(), file.missingForChange());
    assertEquals("prod", file.name());
    assertTrue(file.upgrade().isPresent());
  }

  @Test
  void thereIsOneForEachDriver() throws Exception {
    List<Class<?>> drivers = new ArrayList<>();
    for (String example : examples()) {
      drivers.add(
          ClusterFileReader.read(README, example.getBytes(UTF_8), Corpus.HOMES)
              .driver()
              .getClass());
    }

    assertEquals(List.of(DriverSpec.Tidal.class, DriverSpec.Patroni.class), drivers);
  }
}
