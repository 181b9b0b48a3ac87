package dev.tidalctl.cli;

/** What libraries and drivers log on stderr. */
final class Diagnostics {
  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Diagnostics() {}

  /**
   * Takes effect only before the first line is logged: every request with {@code --debug}, else
   * nothing.
   */
  static void choose(boolean debug) {
    System.setProperty(LEVEL, debug ? "debug" : "off");
  }
}
