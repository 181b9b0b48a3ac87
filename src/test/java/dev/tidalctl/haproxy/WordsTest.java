package dev.tidalctl.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\t", "\u001b", "\u0085", "\u009b", "\u202e", "\u2028", "\u2029"})
  void whatMovesACursorOrTurnsTheWritingIsABlank(String harmful) {
    assertEquals("No such server", Words.of("No such" + harmful + harmful + "server"));
  }
}
