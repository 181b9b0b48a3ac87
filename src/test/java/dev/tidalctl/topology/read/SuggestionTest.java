package dev.tidalctl.topology.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mistyped key is taken for. */
final class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "minServng, minServing",
    "minservings, minServing",
    "maxUnavialable, maxUnavailable",
    "maxlag, maxLag",
    "saok, soak",
    "timeout, timeouts",
    "soaking,",
    "x,",
    "'',",
  })
  void isTheNearestKeyIfAnyIsNear(String written, @Nullable String meant) {
    assertEquals(Optional.ofNullable(meant), Suggestion.near(written, Section.POLICY.keys()));
  }
}
