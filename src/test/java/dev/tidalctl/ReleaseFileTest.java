package dev.tidalctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The release is described in a second file, which must not fall behind the build. */
final class ReleaseFileTest {

  @Test
  void releasesTheVersionThatIsBuilt() throws IOException {
    JsonNode release = YAMLMapper.builder().build().readTree(Path.of("jreleaser.yml").toFile());
    StringWriter out = new StringWriter();

    Main.run(new PrintWriter(out, true), new PrintWriter(new StringWriter()), "--version");

    assertEquals(
        "tidalctl " + release.at("/project/version").asText(),
        out.toString().lines().toList().getFirst());
  }
}
