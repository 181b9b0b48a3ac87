package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A {@link Trouble} as lines for people, and as the JSON object {@code Error}. */
public final class TroubleText {
  private TroubleText() {}

  /** The lines for stderr. */
  public static List<String> lines(Trouble trouble) {
    List<String> lines = new ArrayList<>(trouble.located());
    lines.add(
        "tidalctl: " + trouble.what() + (trouble.why().isEmpty() ? "" : ": " + trouble.why()));
    if (!trouble.now().isEmpty()) {
      lines.add("now: " + trouble.now());
    }
    if (!trouble.next().isEmpty()) {
      lines.add("next: " + trouble.next());
    }
    return List.copyOf(lines);
  }

  /** The object for stderr: {@code kind: "Error", code, message, next}. */
  public static ObjectNode json(Trouble trouble) {
    ObjectNode document = JsonDocument.of("Error");
    document.put("code", trouble.code());
    document.put("message", trouble.message());
    return document.put("next", trouble.next().isEmpty() ? null : trouble.next());
  }
}
