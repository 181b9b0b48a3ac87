package dev.tidalctl.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of a roll, in their order, as lines for a reader; most events are not told. */
final class RollNews {
  private final Map<String, String> statuses = new LinkedHashMap<>();

  /** The line for an event, if it is told. */
  Optional<String> line(JsonNode event) {
    return switch (event.path("event").asText()) {
      case "StageEntered" -> transition(event);
      case "NodeSkipped" ->
          Optional.of("roll: " + text(event, "node") + " skipped: " + text(event, "reason"));
      case "LeadershipMoved" -> Optional.of("roll: leadership moved to " + text(event, "to"));
      case "Warned", "StillWaiting" -> Optional.of("roll: " + text(event, "text"));
      case "ProbeFailing" -> Optional.of("roll: the probe is not answered: " + text(event, "why"));
      case "ProbeAnswering" -> Optional.of("roll: the probe is answered again");
      default -> Optional.empty();
    };
  }

  /** The nodes in the order in which something was first done to them. */
  List<String> order() {
    return List.copyOf(statuses.keySet());
  }

  private Optional<String> transition(JsonNode event) {
    String node = text(event, "node");
    String status = text(event, "status");
    if (status.equals("Pending") || status.equals(statuses.put(node, status))) {
      return Optional.empty();
    }
    String reason = event.hasNonNull("reason") ? ": " + text(event, "reason") : "";
    return Optional.of("roll: " + node + " " + status + reason);
  }

  private static String text(JsonNode event, String field) {
    return event.path(field).asText();
  }
}
