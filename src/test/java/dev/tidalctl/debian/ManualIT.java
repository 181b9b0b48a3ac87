package dev.tidalctl.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both programs that show manuals have nothing to say against ours. */
@Tag("debian")
final class ManualIT {
  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("man"))) {
      return pages.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isWithoutError(Path page) throws Exception {
    assertSilent("mandoc", "-Tlint", "-W", "error", page.toString());
    assertSilent("groff", "-ww", "-man", "-z", page.toString());
  }

  private static void assertSilent(String... command) throws Exception {
    Outcome outcome = Launched.start(new ProcessBuilder(command)).await().exits(0);
    assertEquals("", outcome.out() + outcome.err());
  }
}
