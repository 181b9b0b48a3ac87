package dev.tidalctl.render.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.render.Style;
import dev.tidalctl.testing.VirtualTerminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PaneTest {
  private static final WindowSize SMALL = new WindowSize(40, 8);

  private final VirtualTerminal terminal = new VirtualTerminal(SMALL);
  private final Pane pane = new Pane();

  @Test
  void oneFrameTakesThePlaceOfAnother() {
    paint(List.of(), List.of("one", "two", "three"));
    paint(List.of(), List.of("one", "2"));

    assertEquals(List.of("one", "2"), terminal.scrollback());
    assertEquals(0, terminal.cursorColumn());
  }

  @Test
  void onlyWhatDiffersIsWritten() {
    pane.paint(List.of(), List.of("one", "two", "three"), SMALL);

    String second = pane.paint(List.of(), List.of("one", "2", "three"), SMALL);
    assertTrue(second.contains("2"), second);
    assertFalse(second.contains("one") || second.contains("three"), second);
    assertEquals("", pane.paint(List.of(), List.of("one", "2", "three"), SMALL));
  }

  @Test
  void whatIsWrittenAboveStaysAndScrolls() {
    terminal.write("$ tidalctl roll\n");
    List<String> said = new ArrayList<>(List.of("$ tidalctl roll"));
    for (int i = 0; i < 20; i++) {
      paint(List.of("event " + i), List.of("frame " + i, "end"));
      said.add("event " + i);
    }
    said.addAll(List.of("frame 19", "end"));

    assertEquals(said, terminal.scrollback());
  }

  @Test
  void aLongLineAboveIsWhole() {
    String warning = "w".repeat(75);
    paint(List.of(), List.of("frame"));
    paint(List.of(warning), List.of("frame"));

    assertEquals(List.of("w".repeat(40), "w".repeat(35), "frame"), terminal.scrollback());
  }

  @Test
  void aWindowThatBecomesNarrowerLeavesNothingBehind() {
    terminal.write("$ tidalctl roll\n");
    paint(List.of(), List.of("a".repeat(39), "b".repeat(25), "c"));
    WindowSize narrow = new WindowSize(20, 8);
    terminal.resize(narrow);
    terminal.write(pane.paint(List.of(), List.of("A", "B", "C"), narrow));

    assertEquals(List.of("$ tidalctl roll", "A", "B", "C"), terminal.scrollback());
  }

  @Test
  void ctrlCThatTheTerminalEchoesIsErased() {
    paint(List.of(), List.of("frame 1"));
    terminal.write("^C");
    paint(List.of(), List.of("frame 2"));

    assertEquals(List.of("frame 2"), terminal.scrollback());
  }

  @Test
  void afterTheShellHasWrittenTheFrameBeginsAnew() {
    paint(List.of(), List.of("frame 1"));
    terminal.write("[1]+  Stopped\n$ fg\n");
    pane.abandon();
    paint(List.of(), List.of("frame 2"));

    assertEquals(List.of("frame 1", "[1]+  Stopped", "$ fg", "frame 2"), terminal.scrollback());
  }

  @Test
  void noTextMovesTheCursorOrLeavesWrappingOff() {
    String wide = "\u7bc0\u70b9 cafe\u0301 \ud83d\ude80 " + "\u8d85".repeat(40);
    String frame = Span.fit(List.of(Span.of(wide + "\u001b[2J\n\r\u202e")), 39, Style.PLAIN);
    assertTrue(TextWidth.of(frame) <= 39, frame);
    paint(List.of("said \u001b[2J\u0007\nmore"), List.of(frame, "end"));

    assertTrue(terminal.wraps());
    assertEquals("end", terminal.window().getLast());
    assertEquals("said ?[2J??more", terminal.scrollback().getFirst());
  }

  /** Whatever happens in whatever order, the window ends with the last frame and nothing else. */
  @Test
  void theWindowAlwaysEndsWithTheFrame() {
    Random random = new Random(20260314);
    VirtualTerminal any = new VirtualTerminal(SMALL);
    Pane painted = new Pane();
    List<String> said = new ArrayList<>();
    for (int step = 0; step < 500; step++) {
      List<String> above = new ArrayList<>();
      for (int i = random.nextInt(4); i > 1; i--) {
        above.add("event " + step + "." + i);
      }
      List<String> frame = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(6); i++) {
        frame.add("row " + i + " " + "x".repeat(random.nextInt(30)));
      }
      any.write(painted.paint(above, frame, SMALL));
      said.addAll(above);
      List<String> expected = new ArrayList<>(said);
      expected.addAll(frame);
      assertEquals(
          expected.stream().map(String::stripTrailing).toList(), any.scrollback(), "step " + step);
    }
  }

  private void paint(List<String> above, List<String> frame) {
    terminal.write(pane.paint(above, frame, SMALL));
  }
}
