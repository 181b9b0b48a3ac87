package dev.tidalctl.render.live;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The signs of the live screen, as far as the operator's locale can show them. */
public enum Glyphs {
  /** Signs that every terminal has. */
  ASCII("^", "v", "->"),
  /** Arrows. */
  ARROWS("\u2191", "\u2193", "\u2192");

  private final String up;
  private final String down;
  private final String becomes;

  Glyphs(String up, String down, String becomes) {
    this.up = up;
    this.down = down;
    this.becomes = becomes;
  }

  /** Those for the locale that {@code LC_ALL}, {@code LC_CTYPE} or {@code LANG} names. */
  public static Glyphs of(Map<String, String> environment) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(variable -> environment.getOrDefault(variable, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return locale.contains("utf-8") || locale.contains("utf8") ? ARROWS : ASCII;
  }

  /** One column. */
  String of(Trend trend) {
    return switch (trend) {
      case RISING -> up;
      case FALLING -> down;
      case STEADY -> "=";
      case UNKNOWN -> " ";
    };
  }

  String becomes() {
    return becomes;
  }
}
