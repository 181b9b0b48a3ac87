package dev.tidalctl.pg;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a roll takes of its own, a node: all the time from the first gate to the last node's end,
 * less the restart, the switchover until the former leader follows, and waiting for clients.
 */
final class OwnTime {
  private static final Set<String> OTHERS = Set.of("RunUpgrade", "MoveLeadership");

  private final Map<String, Duration> perNode = new TreeMap<>();
  private Optional<String> node = Optional.empty();
  private Optional<Instant> before = Optional.empty();
  private Duration between = Duration.ZERO;
  private boolean forOthers;

  private OwnTime() {}

  /** By node. */
  static Map<String, Duration> of(List<JsonNode> events) {
    OwnTime time = new OwnTime();
    events.stream()
        .filter(event -> event.has("at"))
        .dropWhile(Told.event("GatePassed").negate())
        .forEach(time::take);
    return time.perNode;
  }

  private void take(JsonNode event) {
    Instant at = Instant.parse(event.path("at").asText());
    if (!forOthers) {
      add(Duration.between(before.orElse(at), at));
    }
    before = Optional.of(at);
    switch (event.path("event").asText()) {
      case "StageEntered" -> entered(event);
      case "EffectStarted" -> forOthers = OTHERS.contains(event.path("effect").asText());
      case "EffectEnded" -> forOthers = event.path("effect").asText().equals("MoveLeadership");
      default -> {}
    }
  }

  private void entered(JsonNode event) {
    String name = event.path("node").asText();
    String stage = event.path("stage").asText();
    if (stage.equals("Finished")) {
      node = Optional.empty();
    } else if (node.isEmpty()) {
      node = Optional.of(name);
      perNode.put(name, between);
      between = Duration.ZERO;
    }
    // After a switchover the former leader enters StoppingTraffic, and waits until it follows.
    if (!stage.equals("StoppingTraffic")) {
      forOthers = stage.equals("Emptying");
    }
  }

  private void add(Duration span) {
    if (node.isPresent()) {
      perNode.merge(node.get(), span, Duration::plus);
    } else {
      between = between.plus(span);
    }
  }
}
