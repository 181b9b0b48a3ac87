package dev.tidalctl.render.page;

import java.util.List;

/** What areas are filled with: a hatch beside each colour, so that none is told by colour alone. */
final class Patterns {
  private Patterns() {}

  /** The filling of an absence. */
  static String of(Absence.Kind kind) {
    return switch (kind) {
      case DIED -> "died";
      case STOPPED -> "stopped";
    };
  }

  /** All of them, for the page's first drawing. */
  static Markup all() {
    return Markup.tag("defs")
        .holding(
            Markup.lines(
                List.of(
                    pattern("draining", 6, "M-1,7L7,-1"),
                    pattern("drained", 6, "M0,3H6"),
                    pattern("upgrading", 6, ""),
                    pattern("rejoining", 5, "M1.5,1.5h1v1h-1z"),
                    pattern("short", 5, "M2,0V5"),
                    pattern("unanswered", 6, "M-1,7L7,-1M-1,-1L7,7"),
                    pattern("died", 8, "M-1,9L9,-1M-1,-1L9,9"),
                    pattern("stopped", 8, "M-1,-1L9,9"))));
  }

  private static Markup pattern(String id, int size, String hatch) {
    Markup ground =
        Markup.tag("rect")
            .with("class", "p-" + id)
            .with("width", size)
            .with("height", size)
            .empty();
    Markup lines =
        hatch.isEmpty()
            ? Markup.NOTHING
            : Markup.tag("path").with("class", "h-" + id).with("d", hatch).empty();
    return Markup.tag("pattern")
        .with("id", id)
        .with("width", size)
        .with("height", size)
        .with("patternUnits", "userSpaceOnUse")
        .holding(ground, lines);
  }
}
