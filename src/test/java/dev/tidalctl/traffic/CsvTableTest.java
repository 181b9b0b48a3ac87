package dev.tidalctl.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quotes, line ends and lines of the wrong length. */
final class CsvTableTest {
  @Test
  void readsWhatIsQuoted() {
    assertEquals(
        List.of(Map.of("a", "1,\n\"x\"", "b", "2"), Map.of("a", "", "b", "3")),
        CsvTable.read("a,b\n\"1,\n\"\"x\"\"\",2\r\n,3\n"));
  }

  @Test
  void leavesOutWhatHasNoNameAndWhatIsEmpty() {
    assertEquals(List.of(Map.of("a", "1"), Map.of("a", "4")), CsvTable.read("a\n1,2,3\n\n4"));
    assertEquals(List.of(), CsvTable.read(""));
    assertEquals(List.of(), CsvTable.read("a,b"));
  }

  @Test
  void endsWhereAQuoteIsNeverClosed() {
    assertEquals(List.of(Map.of("a", "open,1\n")), CsvTable.read("a\n\"open,1\n"));
  }
}
