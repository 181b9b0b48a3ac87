package dev.tidalctl.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\t", "\u001b", "\u0085", "\u009b", "\u202e", "\u2028", "\u2029"})
  void whatMovesACursorOrTurnsTheWritingIsABlank(String harmful) {
    assertEquals("no such node é", PlainText.of("no such" + harmful + harmful + "node é"));
  }
}
