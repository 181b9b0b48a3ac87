package dev.tidalctl.render.live;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How many columns of a terminal a text takes. Combining characters take none, East Asian wide ones
 * and emoji two. Where terminals disagree (ambiguous width) the narrow reading is taken.
 */
final class TextWidth {
  private static final String MARK = "...";
  private static final int REPLACED = '?';
  private static final Pattern PAINT = Pattern.compile("\u001b\\[[0-9;]*m");

  /** First and last of each range that is wide as a whole. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0x303e},
    {0x3041, 0x4dbf},
    {0x4e00, 0xa4cf},
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
  };

  private TextWidth() {}

  /** The width of a text, in columns. */
  static int of(String text) {
    if (printable(text)) {
      return text.length();
    }
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** The width of a text that was painted. */
  static int ofPainted(String text) {
    return of(PAINT.matcher(text).replaceAll(""));
  }

  /** The text, or as much of its beginning as fits, with three dots behind where they fit too. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int room = columns > 2 * MARK.length() ? columns - MARK.length() : columns;
    StringBuilder kept = new StringBuilder();
    int taken = 0;
    for (int point : text.codePoints().toArray()) {
      taken += of(point);
      if (taken > room) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return room < columns ? kept.append(MARK).toString() : kept.toString();
  }

  /** The text broken at blanks so that each line fits; a longer word is left to be cut. */
  static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && of(line.toString()) + 1 + of(word) > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return List.copyOf(lines);
  }

  /**
   * The text without what would move the cursor or turn the direction of writing: a question mark
   * stands for each such character.
   */
  static String harmless(String text) {
    return printable(text) || text.codePoints().allMatch(TextWidth::harmless)
        ? text
        : text.codePoints()
            .map(point -> harmless(point) ? point : REPLACED)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** Whether it is of printable ASCII alone, as nearly all is: then nothing need be looked up. */
  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean harmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT ->
          Character.getDirectionality(point) <= Character.DIRECTIONALITY_OTHER_NEUTRALS;
      default -> true;
    };
  }

  private static int of(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONTROL ->
          0;
      default -> point >= 0x1160 && point <= 0x11ff ? 0 : wide(point) ? 2 : 1;
    };
  }

  private static boolean wide(int point) {
    if (point < WIDE[0][0]) {
      return false;
    }
    for (int[] range : WIDE) {
      if (point >= range[0] && point <= range[1]) {
        return true;
      }
    }
    return Character.isEmojiPresentation(point);
  }
}
