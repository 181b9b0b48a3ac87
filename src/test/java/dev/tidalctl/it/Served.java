package dev.tidalctl.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the control plane's log says about service. */
final class Served {
  private Served() {}

  /** The fewest nodes that served after any of these transitions, at most this many. */
  static int fewest(List<JsonNode> transitions, int nodes) {
    return transitions.stream()
        .mapToInt(transition -> transition.path("servingAfter").asInt())
        .reduce(nodes, Math::min);
  }

  /** The most nodes that were out of service by their routing at once, from all in service. */
  static int mostOut(List<JsonNode> transitions) {
    Set<String> out = new HashSet<>();
    int most = 0;
    for (JsonNode transition : transitions) {
      if (transition.path("kind").asText().equals("routing")) {
        String node = transition.path("name").asText();
        if (transition.path("to").asText().equals("serving")) {
          out.remove(node);
        } else {
          out.add(node);
        }
        most = Math.max(most, out.size());
      }
    }
    return most;
  }

  /** The nodes in the order in which they began to drain. */
  static List<String> drained(List<JsonNode> transitions) {
    return transitions.stream()
        .filter(transition -> transition.path("to").asText().equals("draining"))
        .map(transition -> transition.path("name").asText())
        .toList();
  }
}
