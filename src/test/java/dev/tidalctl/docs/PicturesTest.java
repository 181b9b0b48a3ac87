package dev.tidalctl.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** README.md's pictures are those that {@code src/docs/pictures} takes, and of today's tool. */
final class PicturesTest {
  private static final Path FOLDER = Path.of("src/docs");
  private static final long MOST_BYTES = 200_000;
  private static final Pattern SHOWN = Pattern.compile("(?:src|srcset)=\"([^\"]+)\"");
  private static final Pattern IMAGE = Pattern.compile("<img [^>]*>");

  @Test
  void eachIsShownAndSmall() throws Exception {
    List<String> shown =
        SHOWN
            .matcher(Readme.prose())
            .results()
            .map(found -> found.group(1).replaceFirst("^" + FOLDER + "/", ""))
            .toList();
    TreeSet<String> taken = new TreeSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(file -> file.toString().matches(".*\\.(svg|png)")).toList()) {
        taken.add(file.getFileName().toString());
        assertTrue(Files.size(file) < MOST_BYTES, file.toString());
      }
    }

    assertEquals(taken, new TreeSet<>(shown));
  }

  @Test
  void eachIsToldToWhomeverCannotSeeIt() throws IOException {
    List<String> images = IMAGE.matcher(Readme.prose()).results().map(MatchResult::group).toList();

    assertEquals(2, images.size(), images::toString);
    for (String image : images) {
      assertTrue(image.matches("(?s).*\\salt=\"[^\"]{40,}\".*"), image);
    }
  }

  @Test
  void theTerminalIsThatOfToday() throws Exception {
    TerminalPicture.isOfTodaysScreen(FOLDER.resolve("roll.svg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"report-light.png", "report-dark.png"})
  void theReportCanBeSeen(String name) throws Exception {
    assertEquals(1280, ImageIO.read(FOLDER.resolve(name).toFile()).getWidth());
  }
}
