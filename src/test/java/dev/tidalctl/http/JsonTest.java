package dev.tidalctl.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are read whole, within limits, or not at all, and written as they were read. */
class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,-2.5,9999999999,123456789012345678901234567890,true,false,null,\"ä\\n\\\"\"],"
            + "\"b\":{}}",
        "[]",
        "\"text\"",
        "7"
      })
  void whatIsReadIsWrittenAsItWas(String text) {
    assertEquals(
        text, new String(Json.write(Json.read(text.getBytes(UTF_8)).orElseThrow()), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1,", "{\"a\":1}{", "1 2", "{\"a\":1,\"a\":2}", "NaN", "]"})
  void whatIsNotOneValueIsNone(String text) {
    assertEquals(Optional.empty(), Json.read(text.getBytes(UTF_8)));
  }

  @Test
  void nothingIsReadDeeperThanItsLimit() {
    assertTrue(Json.read(nested(500)).isPresent());
    assertEquals(Optional.empty(), Json.read(nested(501)));
    assertEquals(Optional.empty(), Json.read(nested(100_000)));
  }

  @Test
  void nothingIsReadThatHasMorePartsThanItsLimit() {
    assertTrue(Json.read(list(400_000)).isPresent());
    assertEquals(Optional.empty(), Json.read(list(600_000)));
  }

  private static byte[] nested(int depth) {
    return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
  }

  private static byte[] list(int numbers) {
    return ("[0" + ",0".repeat(numbers - 1) + "]").getBytes(UTF_8);
  }
}
