package dev.tidalctl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives of classes are used where they fit, and where they do not, nobody notices. */
final class ClassArchiveIT {
  private static final Path HOME =
      Path.of(System.getProperty("tidalctl.home", "target/tidalctl")).toAbsolutePath();
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir Path folder;
  private Path jar = HOME;

  @BeforeEach
  void copyDistribution() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("runtime"), HOME.resolve("runtime"));
    Files.copy(HOME.resolve("bin/tidalctl"), folder.resolve("bin/tidalctl"), COPY_ATTRIBUTES);
    try (Stream<Path> library = Files.list(HOME.resolve("lib"))) {
      for (Path file : library.toList()) {
        Files.copy(file, folder.resolve("lib").resolve(file.getFileName()), COPY_ATTRIBUTES);
      }
    }
    jar = folder.resolve("lib/tidalctl.jar");
  }

  /** The two, and how a command begins that is run with each. */
  @SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
  enum Archive {
    LOOK("look.jsa", List.of("-o", "json", "runs")),
    ALL("tidalctl.jsa", List.of("runs", "-o", "json"));

    private final String file;
    private final List<String> words;

    Archive(String file, List<String> words) {
      this.file = file;
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isUsedWhereverTheDistributionStands(Archive archive) throws Exception {
    Path loaded = folder.resolve("loaded");
    for (Archive other : Archive.values()) {
      if (other != archive) {
        Files.delete(folder.resolve("lib").resolve(other.file));
      }
    }

    run(Map.of("TIDALCTL_JAVA_OPTS", "-Xlog:class+load:file=" + loaded), runs(archive));

    List<String> lines = Files.readAllLines(loaded);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains(" dev.tidalctl.Main source: shared objects")),
        "Main came from elsewhere");
    assertTrue(
        lines.stream().anyMatch(line -> line.contains(" picocli.CommandLine source: shared")),
        "picocli came from elsewhere");
  }

  @Test
  void changedJarIsRunAsItIsNow() throws Exception {
    assertTrue(run(Map.of(), "--version").startsWith("tidalctl "));

    URI uri = URI.create("jar:" + jar.toUri());
    try (FileSystem inside = FileSystems.newFileSystem(uri, Map.of())) {
      Path changed = inside.getPath("dev/tidalctl/cli/BuiltVersion.class");
      String before = new String(Files.readAllBytes(changed), ISO_8859_1);
      String after = before.replace("tidalctl \u0001", "CHANGED! \u0001");
      assertFalse(after.equals(before), "the class does not hold the text to be changed");
      Files.write(changed, after.getBytes(ISO_8859_1));
    }

    assertTrue(run(Map.of(), "--version").startsWith("CHANGED! "));
  }

  @ParameterizedTest
  @EnumSource
  void missingArchiveIsNotMentioned(Archive archive) throws Exception {
    Files.delete(folder.resolve("lib").resolve(archive.file));

    assertOneDocument(archive);
  }

  @ParameterizedTest
  @EnumSource
  void damagedArchiveIsNotMentioned(Archive archive) throws Exception {
    Path file = folder.resolve("lib").resolve(archive.file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, List.of("not an archive"), UTF_8);
    assertOneDocument(archive);

    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertOneDocument(archive);
  }

  private void assertOneDocument(Archive archive) throws IOException, InterruptedException {
    JsonNode document = JSON.readTree(run(Map.of(), runs(archive)));
    assertEquals("", Files.readString(folder.resolve("err")));

    assertEquals("tidalctl/v1", document.path("apiVersion").asText());
  }

  private String[] runs(Archive archive) throws IOException {
    Path cluster = folder.resolve("cluster.yaml");
    Files.writeString(
        cluster,
        """
        apiVersion: tidalctl/v1
        name: prod
        driver: tidal
        controlPlane: { endpoints: ["http://127.0.0.1:9"] }
        nodes: [{ name: node-0, shard: 0 }]
        """);
    return Stream.concat(archive.words.stream(), Stream.of("--cluster", cluster.toString()))
        .toArray(String[]::new);
  }

  /** Runs the copy to its end; what it printed. */
  private String run(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(folder.resolve("bin/tidalctl").toString()), Stream.of(args))
                    .toList())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "did not end within 30 s");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(err));
    return Files.readString(out);
  }
}
