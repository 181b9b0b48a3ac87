package dev.tidalctl.core.model;

import java.time.Duration;

/** What came of one query of a probe. */
public sealed interface ProbeAnswer {
  /**
   * The service answered as it should.
   *
   * @param took how long
   */
  record Answered(Duration took) implements ProbeAnswer {}

  /**
   * It did not.
   *
   * @param why in plain words
   */
  record Failed(String why) implements ProbeAnswer {}
}
