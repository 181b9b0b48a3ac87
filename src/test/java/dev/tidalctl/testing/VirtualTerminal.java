package dev.tidalctl.testing;

import dev.tidalctl.render.live.WindowSize;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal as far as a screen that is redrawn in place needs one: it wraps, scrolls, and breaks
 * its lines anew when its window becomes narrower. Knows which escape sequences it was taught, and
 * fails on others.
 */
public final class VirtualTerminal {
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int columns;
  private int height;
  private int row;
  private int column;
  private boolean wrapping = true;

  /** Blank, with its cursor in the first column. */
  public VirtualTerminal(WindowSize size) {
    columns = size.columns();
    height = size.lines();
  }

  /** All that is, or was, on the screen, without blank lines at the end. */
  public List<String> scrollback() {
    List<String> all =
        new ArrayList<>(lines.stream().map(line -> line.toString().stripTrailing()).toList());
    while (!all.isEmpty() && all.getLast().isEmpty()) {
      all.removeLast();
    }
    return all;
  }

  /** What is in the window now. */
  public List<String> window() {
    List<String> all = scrollback();
    return all.subList(Math.min(all.size(), top()), all.size());
  }

  /** Whether automatic wrapping is on. */
  public boolean wraps() {
    return wrapping;
  }

  /** Where the cursor is, counted from 0. */
  public int cursorColumn() {
    return column;
  }

  /** Breaks lines that are too wide now, as most terminals do. */
  public void resize(WindowSize size) {
    List<StringBuilder> broken = new ArrayList<>();
    int cursor = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (i == row) {
        cursor = broken.size();
      }
      String rest = lines.get(i).toString().stripTrailing();
      while (rest.length() > size.columns()) {
        StringBuilder part = new StringBuilder();
        part.append(rest, 0, size.columns());
        broken.add(part);
        rest = rest.substring(size.columns());
      }
      StringBuilder last = new StringBuilder();
      last.append(rest);
      broken.add(last);
    }
    lines.clear();
    lines.addAll(broken);
    row = cursor;
    columns = size.columns();
    height = size.lines();
  }

  /** Takes what a process writes. */
  public void write(String text) {
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      switch (points[i]) {
        case '\r' -> column = 0;
        case '\n' -> newLine();
        case 0x1b -> i = escape(points, i + 1);
        default -> put(points[i]);
      }
    }
  }

  private int top() {
    return Math.max(0, lines.size() - height);
  }

  private int escape(int[] points, int bracket) {
    if (points[bracket] != '[') {
      throw new AssertionError("not a control sequence");
    }
    int end = bracket + 1;
    while (!Character.isLetter(points[end])) {
      end++;
    }
    String argument = new String(points, bracket + 1, end - bracket - 1);
    switch (points[end]) {
      case 'A' -> row = Math.max(top(), row - Integer.parseInt(argument));
      case 'J' -> eraseBelow();
      case 'K' -> eraseRight();
      case 'm' -> {}
      case 'l', 'h' -> {
        if (!argument.equals("?7")) {
          throw new AssertionError("mode " + argument + " must be restored by somebody");
        }
        wrapping = points[end] == 'h';
      }
      default -> throw new AssertionError("unknown sequence " + Character.toString(points[end]));
    }
    return end;
  }

  private void newLine() {
    row++;
    column = 0;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
  }

  private void eraseRight() {
    StringBuilder text = lines.get(row);
    text.setLength(Math.min(column, text.length()));
  }

  private void eraseBelow() {
    eraseRight();
    while (lines.size() > row + 1) {
      lines.removeLast();
    }
  }

  private void put(int point) {
    if (column >= columns) {
      if (!wrapping) {
        return;
      }
      newLine();
    }
    StringBuilder text = lines.get(row);
    while (text.length() <= column) {
      text.append(' ');
    }
    text.setCharAt(column, (char) point);
    column++;
  }
}
