package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DidYouMeanTest {
  private static final List<String> KNOWN = List.of("--cluster", "status", "node-1", "node-12");

  @ParameterizedTest
  @CsvSource({
    "--clster, --cluster",
    "STATUS, status",
    "statsu, status",
    "nod-1, node-1",
    "node-13, node-1",
    "x,",
    "drain,"
  })
  void theNearestWordWithinAThirdIsMeant(String typed, String meant) {
    assertEquals(Optional.ofNullable(meant), DidYouMean.of(typed, KNOWN));
  }
}
