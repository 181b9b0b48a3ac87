package dev.tidalctl.topology.read;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.InvalidClusterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every invalid file of the corpus gets exactly the problems that stand beside it, as {@code
 * LINE:COLUMN: text}. Run with {@code -Dgoldens.rewrite=true} to write them anew.
 */
final class InvalidFilesTest {
  private static final boolean REWRITE = Boolean.getBoolean("goldens.rewrite");

  static List<Path> files() {
    return Corpus.invalid();
  }

  @ParameterizedTest
  @MethodSource("files")
  void getAllTheirProblemsAtOnce(Path file) throws IOException {
    Path golden = file.resolveSibling(Corpus.nameOf(file) + ".problems");
    String found =
        CpuTime.underASecond(() -> problemsOf(file), file::toString)
            .collect(joining("\n", "", "\n"));
    if (REWRITE) {
      Files.writeString(golden, found);
    }

    assertEquals(Files.readString(golden), found);
  }

  @ParameterizedTest
  @MethodSource("files")
  void neverHaveTheirSecretsRepeated(Path file) {
    assertFalse(problemsOf(file).anyMatch(problem -> problem.contains("hunter2")));
  }

  @Test
  void eachBreakAnotherRule() {
    Map<String, Path> seen = new HashMap<>();
    for (Path file : files()) {
      String complaint =
          problemsOf(file).map(problem -> problem.replaceFirst("[0-9]+:[0-9]+: ", "")).toList()
              + "";
      Path other = seen.put(complaint, file);
      assertTrue(other == null, () -> file + " gets the same complaint as " + other);
    }
    assertTrue(seen.size() >= 40, () -> "only " + seen.size() + " rules are broken");
  }

  private static Stream<String> problemsOf(Path file) {
    return assertThrows(InvalidClusterFile.class, () -> Corpus.read(file)).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.text());
  }
}
