package dev.tidalctl.render.page;

/**
 * Text of others in a form that can be shown: what would move a cursor, turn the direction of
 * writing or not be allowed in XML is spelt out as {@code \}{@code u001b}.
 */
final class Printable {
  private Printable() {}

  /** The text; line ends and tabs become spaces. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(point, shown));
    return shown.toString();
  }

  private static void append(int point, StringBuilder shown) {
    if (point == '\n' || point == '\t') {
      shown.append(' ');
    } else if (hidden(point)) {
      shown.append(String.format("\\u%04x", point));
    } else {
      shown.appendCodePoint(point);
    }
  }

  private static boolean hidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
