package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The text of a small record: a line that names its kind, one line per field, and a last line by
 * which a torn one is told.
 */
final class Fields {
  /** The line that ends one. */
  static final String LAST = "end";

  private final Map<String, String> values;

  private Fields(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Writes one.
   *
   * @param kind names the record and its version
   * @param namesAndValues alternating
   */
  static String text(String kind, String... namesAndValues) {
    StringBuilder text = new StringBuilder(kind).append('\n');
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(namesAndValues[i]).append(' ');
      escape(namesAndValues[i + 1], text);
      text.append('\n');
    }
    return text.append(LAST).append('\n').toString();
  }

  /**
   * Reads one.
   *
   * @throws IOException when it is of another kind, or not whole
   */
  static Fields of(String kind, String text) throws IOException {
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(kind)) {
      throw new IOException("it does not begin with \"" + kind + '"');
    }
    if (lines.length < 3 || !lines[lines.length - 2].equals(LAST)) {
      throw new IOException("it is cut short");
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < lines.length - 2; i++) {
      int space = lines[i].indexOf(' ');
      if (space < 0) {
        throw new IOException("its line " + (i + 1) + " has no value");
      }
      values.put(lines[i].substring(0, space), unescaped(lines[i].substring(space + 1)));
    }
    return new Fields(values);
  }

  /** The value of a field, which must be there. */
  String value(String name) throws IOException {
    String value = values.get(name);
    if (value == null) {
      throw new IOException("it has no " + name);
    }
    return value;
  }

  /** The value of a field as a whole number. */
  long number(String name) throws IOException {
    try {
      return Long.parseLong(value(name));
    } catch (NumberFormatException e) {
      throw new IOException("its " + name + " is no number", e);
    }
  }

  private static void escape(String value, StringBuilder text) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        text.append("\\\\");
      } else if (c == '\n') {
        text.append("\\n");
      } else {
        text.append(c);
      }
    }
  }

  private static String unescaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        text.append(value.charAt(i) == 'n' ? '\n' : value.charAt(i));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
