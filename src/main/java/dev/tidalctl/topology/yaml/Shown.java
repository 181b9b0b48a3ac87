package dev.tidalctl.topology.yaml;

/**
 * Text from a file as an error message can show it: short, on one line, nothing a terminal obeys.
 */
public final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** The text in single quotes, cut short and with control characters escaped. */
  public static String of(String text) {
    return "'" + bare(text) + "'";
  }

  /** The same without quotes, as part of a longer name. */
  public static String bare(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(each -> append(shown, each));
    if (text.codePointCount(0, text.length()) > LONGEST) {
      shown.append('…');
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
      default -> shown.appendCodePoint(codePoint);
    }
  }
}
