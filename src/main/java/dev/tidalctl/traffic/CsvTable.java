package dev.tidalctl.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Comma-separated values with a line of names above them, as RFC 4180 has it. */
public final class CsvTable {
  private final String text;
  private int at;

  private CsvTable(String text) {
    this.text = text;
  }

  /**
   * The lines below the names, each by name. Empty lines are left out; of a line that is longer
   * than the names, what is beyond them.
   */
  public static List<Map<String, String>> read(String text) {
    CsvTable table = new CsvTable(text);
    List<Map<String, String>> lines = new ArrayList<>();
    List<String> names = table.line();
    while (table.at < text.length()) {
      List<String> values = table.line();
      if (!values.equals(List.of(""))) {
        Map<String, String> line = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
          line.put(names.get(i), values.get(i));
        }
        lines.add(line);
      }
    }
    return lines;
  }

  private List<String> line() {
    List<String> values = new ArrayList<>();
    while (true) {
      values.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length() || text.charAt(at++) == '\n') {
        return values;
      }
    }
  }

  /** Up to the comma or line end, which is left. */
  private String plain() {
    int from = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    String value = text.substring(from, at);
    return value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next != '"') {
        value.append(next);
      } else if (at < text.length() && text.charAt(at) == '"') {
        value.append('"');
        at++;
      } else {
        break;
      }
    }
    return value + plain();
  }
}
