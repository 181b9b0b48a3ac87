package dev.tidalctl.render.live;

import dev.tidalctl.render.Style;
import dev.tidalctl.render.Style.Tone;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a line, in one tone.
 *
 * @param text without anything that moves the cursor
 * @param tone how it is painted
 */
record Span(String text, Tone tone) {
  private static final String BETWEEN = ", ";

  /** Makes the text harmless. */
  Span {
    text = TextWidth.harmless(text);
  }

  static Span of(String text) {
    return new Span(text, Tone.NORMAL);
  }

  int width() {
    return TextWidth.of(text);
  }

  /** The spans one behind the other, cut where the columns end. */
  static String fit(List<Span> spans, int columns, Style style) {
    StringBuilder line = new StringBuilder();
    int left = columns;
    for (Span span : spans) {
      String text = TextWidth.cut(span.text(), left);
      if (!text.isEmpty()) {
        line.append(style.paint(span.tone(), text));
      }
      if (!text.equals(span.text())) {
        break;
      }
      left -= span.width();
    }
    return line.toString();
  }

  /** The parts, with commas between, on as many lines as they need. */
  static List<String> flow(List<Span> parts, int columns, Style style) {
    List<String> lines = new ArrayList<>();
    List<Span> line = new ArrayList<>();
    int taken = 0;
    for (Span part : parts) {
      if (!line.isEmpty() && taken + BETWEEN.length() + part.width() > columns) {
        lines.add(fit(line, columns, style));
        line.clear();
        taken = 0;
      }
      if (!line.isEmpty()) {
        line.add(of(BETWEEN));
        taken += BETWEEN.length();
      }
      line.add(part);
      taken += part.width();
    }
    lines.add(fit(line, columns, style));
    return List.copyOf(lines);
  }
}
