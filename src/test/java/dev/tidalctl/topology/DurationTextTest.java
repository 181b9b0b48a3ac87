package dev.tidalctl.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as people write them. */
final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "30s, PT30S",
    "500ms, PT0.5S",
    "2m, PT2M",
    "1h, PT1H",
    "1m30s, PT1M30S",
    "1h2m3s4ms, PT1H2M3.004S",
    "90m, PT90M",
  })
  void areRead(String text, Duration meant) {
    assertEquals(Optional.of(meant), DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "s",
        "1.5s",
        "-1s",
        "+1s",
        "30s1m",
        "1s1s",
        "1 s",
        " 1s",
        "1S",
        "1d",
        "1min",
        "9999999999s",
        "1s\n",
        "１s"
      })
  void areStrict(String text) {
    assertEquals(Optional.empty(), DurationText.parse(text));
  }
}
