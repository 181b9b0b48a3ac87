package dev.tidalctl.render.live;

/**
 * How large a terminal's window is.
 *
 * @param columns at least 1
 * @param lines at least 1
 */
public record WindowSize(int columns, int lines) {
  /** What a terminal has that does not say. */
  public static final WindowSize USUAL = new WindowSize(80, 24);

  /** Refuses a window without room. */
  public WindowSize {
    if (columns < 1 || lines < 1) {
      throw new IllegalArgumentException("a window of " + columns + " by " + lines);
    }
  }
}
