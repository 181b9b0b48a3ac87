package dev.tidalctl.render.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextWidthTest {
  @Test
  void countsColumnsNotCharacters() {
    assertEquals(4, TextWidth.of("cafe"));
    assertEquals(4, TextWidth.of("cafe\u0301"), "a combining accent");
    assertEquals(4, TextWidth.of("\u7bc0\u70b9"), "two ideographs");
    assertEquals(2, TextWidth.of("\ud83d\ude80"), "a rocket");
    assertEquals(2, TextWidth.of("\u1112\u1161\u11ab"), "one syllable of three jamo");
    assertEquals(0, TextWidth.of("\u200b\u200d"), "of no width");
    assertEquals(3, TextWidth.of("a\u2192b"), "an arrow");
  }

  @Test
  void cutsBetweenCharacters() {
    assertEquals("abcdef", TextWidth.cut("abcdef", 6));
    assertEquals("abcd...", TextWidth.cut("abcdefgh", 7));
    assertEquals("abc", TextWidth.cut("abcdef", 3));
    assertEquals("", TextWidth.cut("abc", 0));
    assertEquals("\u7bc0\u70b9...", TextWidth.cut("\u7bc0\u70b9\u7bc0\u70b9\u7bc0", 8), "8 of 10");
    assertEquals("a\u0301b\u0301", TextWidth.cut("a\u0301b\u0301c", 2), "accents stay with theirs");
  }

  @Test
  void wrapsAtBlanks() {
    assertEquals(List.of("one two", "three"), TextWidth.wrapped("one two three", 9));
    assertEquals(
        List.of("one", "twothreefour", "five"), TextWidth.wrapped("one twothreefour five", 6));
  }

  @Test
  void showsWhatWouldMoveTheCursorAsAQuestionMark() {
    assertEquals("a?[2Jb??", TextWidth.harmless("a\u001b[2Jb\u009b\r"));
    assertEquals("??x?", TextWidth.harmless("\u202e\u2066x\u2028"));
    assertEquals("\u200d\u7bc0", TextWidth.harmless("\u200d\u7bc0"));
  }
}
