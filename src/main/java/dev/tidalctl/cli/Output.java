package dev.tidalctl.cli;

import java.util.Locale;

/** The formats of {@code --output}. */
public enum Output {
  /** For people. */
  TEXT,
  /** One document, indented. */
  JSON,
  /** One document a line; a run's events as they happen, then its report. */
  NDJSON;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
