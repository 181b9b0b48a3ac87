package dev.tidalctl.render.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the fillings and shapes of the lanes mean. */
final class LaneKey {
  private static final List<String> FILLINGS =
      List.of("Draining", "Drained", "Upgrading", "Rejoining");

  private LaneKey() {}

  /** The key; the absences only where there are some. */
  static Markup of(List<Absence> absences) {
    List<Markup> items = new ArrayList<>();
    FILLINGS.forEach(status -> items.add(item(filled(status.toLowerCase(Locale.ROOT)), status)));
    items.add(item(shape(Lane.Kind.DONE), "complete"));
    items.add(item(shape(Lane.Kind.FAILED), "failed"));
    items.add(item(shape(Lane.Kind.RETRY), "not done, tried anew"));
    items.add(item(shape(Lane.Kind.WARNED), "warning"));
    items.add(item(shape(Lane.Kind.STOP), "stop"));
    for (Absence.Kind kind : Absence.Kind.values()) {
      if (absences.stream().anyMatch(absence -> absence.kind() == kind)) {
        items.add(item(filled(Patterns.of(kind)), kind.words() + ", then resumed"));
      }
    }
    return Markup.tag("ul").with("class", "key").holding(items);
  }

  private static Markup item(Markup sample, String words) {
    return Markup.tag("li").holding(sample(sample), Markup.text(words));
  }

  private static Markup sample(Markup shape) {
    return Markup.tag("svg")
        .with("viewBox", "0 0 24 14")
        .with("aria-hidden", "true")
        .holding(shape);
  }

  private static Markup filled(String pattern) {
    return Markup.tag("rect")
        .with("class", "bar")
        .with("x", 0.5)
        .with("y", 0.5)
        .with("width", 23)
        .with("height", 13)
        .with("fill", "url(#" + pattern + ")")
        .empty();
  }

  private static Markup shape(Lane.Kind kind) {
    return Markup.tag("path")
        .with("class", kind.style())
        .with("transform", "translate(12,7)")
        .with("d", kind.shape())
        .empty();
  }
}
