package dev.tidalctl.render.live;

import java.util.List;

/**
 * The part of a terminal that one frame after another is painted on, and above which lines are
 * written that stay.
 *
 * <ol>
 *   <li>The cursor is always left in the first column below the frame, and visible: however the
 *       process ends, nothing has to be restored. Automatic wrapping is off only within a line
 *       whose width terminals disagree on.
 *   <li>Only lines that differ are written again; all of them after a line above, or a change of
 *       the window's size.
 *   <li>A terminal whose window has become narrower breaks the frame's lines, as most do: that many
 *       more lines are gone up.
 * </ol>
 */
public final class Pane {
  private static final String ESC = "\u001b[";
  private static final String ERASE_BELOW = ESC + "J";
  private static final String ERASE_RIGHT = ESC + "K";
  private static final String NO_WRAPPING = ESC + "?7l";
  private static final String WRAPPING = ESC + "?7h";

  private static final int FIRST_BEYOND_ASCII = 0x80;

  private List<String> drawn = List.of();
  private WindowSize size = WindowSize.USUAL;

  /** Begins with nothing drawn; the cursor is to be in the first column. */
  public Pane() {}

  /** Something else has written on the terminal: the next frame begins where the cursor is. */
  public void abandon() {
    drawn = List.of();
  }

  /**
   * What to write, in one go; empty when nothing has changed.
   *
   * @param above lines that stay, in full, however wide
   * @param frame lines that fit into the window
   */
  public String paint(List<String> above, List<String> frame, WindowSize window) {
    boolean whole = !above.isEmpty() || !window.equals(size);
    if (!whole && frame.equals(drawn)) {
      return "";
    }
    StringBuilder text = new StringBuilder("\r");
    int up = Math.min(heightIn(window), window.lines() - 1);
    if (up > 0) {
      text.append(ESC).append(up).append('A');
    }
    if (whole) {
      text.append(ERASE_BELOW);
    }
    above.forEach(line -> text.append(TextWidth.harmless(line)).append('\n'));
    for (int i = 0; i < frame.size(); i++) {
      boolean same = !whole && i < drawn.size() && drawn.get(i).equals(frame.get(i));
      text.append(same ? "" : written(frame.get(i))).append('\n');
    }
    text.append(ERASE_BELOW);
    drawn = List.copyOf(frame);
    size = window;
    return text.toString();
  }

  private static String written(String line) {
    boolean plain = line.chars().allMatch(unit -> unit < FIRST_BEYOND_ASCII);
    return plain ? line + ERASE_RIGHT : NO_WRAPPING + line + ERASE_RIGHT + WRAPPING;
  }

  /** How many lines the last frame takes now. */
  private int heightIn(WindowSize window) {
    return drawn.stream()
        .mapToInt(line -> Math.max(1, Math.ceilDiv(TextWidth.ofPainted(line), window.columns())))
        .sum();
  }
}
