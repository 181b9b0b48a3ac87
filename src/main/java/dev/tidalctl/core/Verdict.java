package dev.tidalctl.core;

/** The answer to a safety question. */
public sealed interface Verdict {
  /** Nothing speaks against it. */
  record Go() implements Verdict {}

  /**
   * Not now.
   *
   * @param reason in plain words, with the figures
   */
  record Hold(String reason) implements Verdict {}
}
