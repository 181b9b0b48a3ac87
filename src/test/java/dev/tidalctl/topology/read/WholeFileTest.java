package dev.tidalctl.topology.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.yaml.ProblemList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster file must be before a line of it is looked at. */
final class WholeFileTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void missing() {
    assertRefused(folder.resolve("prod.yaml"), "no such file");
  }

  @Test
  void aFolder() {
    assertRefused(folder, "is a directory, not a cluster file");
  }

  @Test
  void neverEnding() {
    assertRefused(Path.of("/dev/zero"), "is not a regular file");
  }

  @Test
  void inALoopOfLinks() throws IOException {
    Path link = folder.resolve("prod.yaml");
    Files.createSymbolicLink(link, link);

    InvalidClusterFile refused = assertThrows(InvalidClusterFile.class, () -> Corpus.read(link));
    assertEquals(1, refused.problems().size());
  }

  @Test
  void empty() throws IOException {
    assertRefused(
        Files.createFile(folder.resolve("prod.yaml")),
        "the file is empty: it wants at least apiVersion, name, driver, nodes");
  }

  @Test
  void aByteTooLarge() throws IOException {
    assertRefused(
        Files.writeString(folder.resolve("prod.yaml"), minimal(MEBIBYTE + 1)),
        "larger than 1 MiB, which no cluster file needs to be");
  }

  @Test
  void justLargeEnough() throws Exception {
    Path file = Files.writeString(folder.resolve("prod.yaml"), minimal(MEBIBYTE));

    assertEquals("prod", Corpus.read(file).name());
  }

  @Test
  void withLineEndsOfWindows() throws Exception {
    byte[] bytes = minimal(0).replace("\n", "\r\n").getBytes(UTF_8);

    assertEquals("prod", ClusterFileReader.read(Path.of("prod.yaml"), bytes, Corpus.HOMES).name());
  }

  @Test
  void deepBeyondAnyStackInUnderASecond() {
    assertRefusedQuickly("[".repeat(MEBIBYTE));
    assertRefusedQuickly("- ".repeat(MEBIBYTE / 2));
    assertRefusedQuickly("? ".repeat(MEBIBYTE / 2));
    assertRefusedQuickly("{a: ".repeat(MEBIBYTE / 4));
  }

  @Test
  void wideBeyondAllReasonInUnderASecond() {
    assertRefusedQuickly("a: *x\n".repeat(MEBIBYTE / 6));
    assertRefusedQuickly("nodes: [" + "{},".repeat(MEBIBYTE / 3 - 4) + "]");
    assertRefusedQuickly("a".repeat(MEBIBYTE));
    assertRefusedQuickly("driver: " + "a.".repeat(MEBIBYTE / 2 - 8));
  }

  @Test
  void nothingInItReachesATerminalUnescaped() {
    String text =
        """
        driver: patroni
        "\\e[2J": 1
        nodes: [ { name: "\\u202Ereversed", url: "http://a" } ]
        routing: { haproxy: { servers: { "\\a": "\\b" } } }
        sql: *\u202Ealias
        """;

    InvalidClusterFile refused =
        assertThrows(
            InvalidClusterFile.class,
            () -> ClusterFileReader.read(Path.of("x"), text.getBytes(UTF_8), Corpus.HOMES));
    String lines = String.join("\n", refused.lines());
    assertEquals(List.of(), lines.chars().filter(WholeFileTest::movesTheCursor).boxed().toList());
    assertTrue(lines.contains("unknown key '\\u{1b}[2J'"), lines);
  }

  private static boolean movesTheCursor(int each) {
    return each != '\n'
        && (Character.isISOControl(each) || Character.getType(each) == Character.FORMAT);
  }

  @Test
  void linesNameTheFileAsTheUserDid() {
    Path file = Path.of("no/such/prod.yaml");

    InvalidClusterFile refused = assertThrows(InvalidClusterFile.class, () -> Corpus.read(file));
    assertEquals(List.of("no/such/prod.yaml:1:1: no such file"), refused.lines());
    assertEquals("no/such/prod.yaml:1:1: no such file", refused.getMessage());
  }

  private static void assertRefusedQuickly(String text) {
    InvalidClusterFile refused =
        CpuTime.underASecond(
            () ->
                assertThrows(
                    InvalidClusterFile.class,
                    () ->
                        ClusterFileReader.read(
                            Path.of("prod.yaml"), text.getBytes(UTF_8), Corpus.HOMES)),
            () -> text.substring(0, 20));
    assertTrue(refused.problems().size() <= ProblemList.MOST + 1);
  }

  private static void assertRefused(Path file, String why) {
    InvalidClusterFile refused = assertThrows(InvalidClusterFile.class, () -> Corpus.read(file));
    assertEquals(List.of(file + ":1:1: " + why), refused.lines());
  }

  /** A valid file, filled up by a comment to at least so many bytes. */
  private static String minimal(int size) {
    String text = new String(Corpus.bytesOf(Corpus.valid("minimal")), UTF_8);
    return text + "#".repeat(Math.max(0, size - text.length()));
  }
}
