package dev.tidalctl.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each shell itself offers, and that it offers nothing where nothing can be known. */
@Tag("debian")
final class CompletionIT {
  private static final Path SCRIPT = Path.of("src/it/complete").toAbsolutePath();
  private static final Path BIN =
      Path.of(System.getProperty("tidalctl.home", "target/tidalctl"), "bin").toAbsolutePath();
  private static final String FIRST = "20260314-091500-7f3a";
  private static final String SECOND = "20260315-091500-11aa";

  @TempDir Path folder;

  @BeforeEach
  void writeClusterFiles() throws IOException {
    String cluster =
        """
        apiVersion: tidalctl/v1
        name: prod
        driver: tidal
        controlPlane: { endpoints: ["http://127.0.0.1:9"] }
        nodes: [{ name: node-0, shard: 0 }, { name: node-1, shard: 1 }, { name: other, shard: 2 }]
        state: { dir: state }
        """;
    Files.writeString(folder.resolve("prod.yaml"), cluster);
    Files.createDirectory(folder.resolve("stage"));
    Files.writeString(folder.resolve("stage/cluster.yaml"), cluster);
    Files.writeString(folder.resolve("broken.yaml"), "name: [");
    for (String run : List.of(FIRST, SECOND)) {
      Path home = Files.createDirectories(folder.resolve("state/prod/runs").resolve(run));
      Files.createFile(home.resolve("journal"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void offersCommandsAndOptions(String shell) throws Exception {
    assertOffers(shell, "tidalctl ro", "roll");
    assertOffers(shell, "tidalctl runs c", "close");
    assertOffers(shell, "tidalctl sandbox f", "fault");
    assertOffers(
        shell,
        "tidalctl roll --timeout-",
        "--timeout-drain",
        "--timeout-rejoin",
        "--timeout-upgrade");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void offersValues(String shell) throws Exception {
    assertOffers(shell, "tidalctl status -o ", "json", "ndjson", "text");
    assertOffers(shell, "tidalctl status --output=j", "json");
    assertOffers(shell, "tidalctl status --cluster p", "prod.yaml");
    assertOffers(shell, "tidalctl sandbox fault --dir stage pause", "pause-apply");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void offersNodesOfTheClusterFileInUse(String shell) throws Exception {
    assertOffers(shell, "tidalctl drain --cluster prod.yaml n", "node-0", "node-1");
    assertOffers(shell, "tidalctl --cluster=prod.yaml rejoin o", "other");
    assertOffers(shell, "tidalctl roll --cluster prod.yaml --skip node-", "node-0", "node-1");
    assertOffers(shell, "tidalctl roll --cluster prod.yaml --only node-0,o", "other");
    assertOffers(
        shell,
        "tidalctl sandbox fault --dir stage kill ",
        "all",
        "control",
        "node-0",
        "node-1",
        "other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void offersRuns(String shell) throws Exception {
    assertOffers(shell, "tidalctl report --cluster prod.yaml 2", FIRST, SECOND);
    assertOffers(shell, "tidalctl runs close --cluster prod.yaml 20260315", SECOND);
    assertOffers(shell, "tidalctl roll --cluster prod.yaml --resume 20260314", FIRST);
    assertOffers(shell, "tidalctl unlock --cluster prod.yaml --run=20260314", FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void offersNothingAndSaysNothingWhereNothingCanBeKnown(String shell) throws Exception {
    assertOffers(shell, "tidalctl drain --cluster broken.yaml n");
    assertOffers(shell, "tidalctl drain --cluster missing.yaml n");
    assertOffers(shell, "tidalctl report n");
    assertOffers(shell, "tidalctl roll --to 2");
  }

  /** Some shells offer the whole word, some the part that they would replace. */
  private void assertOffers(String shell, String line, String... candidates) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), shell, line).directory(folder.toFile());
    builder.environment().merge("PATH", BIN.toString(), (old, bin) -> bin + ":" + old);
    Outcome outcome = Launched.start(builder).await().exits(0);
    assertEquals("", outcome.err(), shell + ": " + line);
    List<String> offered =
        outcome
            .out()
            .lines()
            .map(word -> word.replaceFirst("^--[a-z]+=", "").replaceFirst("^.*,", ""))
            .toList();
    assertEquals(Stream.of(candidates).sorted().toList(), offered, shell + ": " + line);
  }
}
