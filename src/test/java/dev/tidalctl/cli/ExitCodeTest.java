package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exit codes are told the same everywhere. */
final class ExitCodeTest {
  @Test
  void readmeListsExactlyTheseCodes() throws IOException {
    List<String> readme =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.equals("| code | meaning |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    List<String> codes =
        Arrays.stream(ExitCode.values())
            .map(code -> "| " + code.code() + " | " + code.meaning() + " |")
            .toList();

    assertEquals(codes, readme);
  }

  @Test
  void noTwoMeaningsShareACode() {
    long distinct = Arrays.stream(ExitCode.values()).mapToInt(ExitCode::code).distinct().count();

    assertEquals(ExitCode.values().length, distinct);
  }
}
