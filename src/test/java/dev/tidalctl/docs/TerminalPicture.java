package dev.tidalctl.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A picture of a terminal in the midst of a roll, read again as text. */
final class TerminalPicture {
  private static final Path SCREEN = Path.of("src/test/resources/goldens/live/upgrading.txt");

  private TerminalPicture() {}

  /** Fails unless it has the lines that today's screen has, but for figures and names. */
  static void isOfTodaysScreen(Path picture) throws Exception {
    List<String> shown = Readme.alike(lines(picture));
    List<String> golden = Files.readAllLines(SCREEN).stream().skip(1).toList();
    List<String> wanted = new ArrayList<>(golden.subList(0, 3));
    wanted.add(golden.stream().filter(line -> line.startsWith("node-1")).findFirst().orElseThrow());
    wanted.add(
        golden.stream().filter(line -> line.startsWith("availability:")).findFirst().orElseThrow());
    for (String line : wanted) {
      String name = line.replace(" of prod ", " of sandbox ");
      assertTrue(shown.contains(Readme.alike(name)), () -> "no '" + name + "' in " + shown);
    }
  }

  private static List<String> lines(Path picture) throws Exception {
    NodeList rows =
        DocumentBuilderFactory.newNSInstance()
            .newDocumentBuilder()
            .parse(picture.toFile())
            .getElementsByTagName("text");
    return IntStream.range(0, rows.getLength()).mapToObj(rows::item).map(row -> text(row)).toList();
  }

  private static String text(Node row) {
    NodeList words = row.getChildNodes();
    return IntStream.range(0, words.getLength())
        .mapToObj(words::item)
        .map(Node::getTextContent)
        .collect(Collectors.joining(" "))
        .replace(" ,", ",");
  }
}
