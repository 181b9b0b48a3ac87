package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code runs close} shows.
 *
 * @param run which
 * @param closed whether it was open until now
 * @param held the nodes that it still holds, out of service
 * @param next the command to run, where a node is held
 */
public record ClosedRun(RunId run, boolean closed, List<NodeName> held, Optional<String> next) {
  /** Keeps its own copy. */
  public ClosedRun {
    held = List.copyOf(held);
  }

  /**
   * The lines, without line ends.
   *
   * @param remedy the command for a held node
   */
  public List<String> lines(Function<NodeName, String> remedy) {
    List<String> lines = new ArrayList<>();
    lines.add("run " + run + (closed ? " is closed" : " was finished already"));
    held.forEach(node -> lines.add(node + " is still held, out of service: " + remedy.apply(node)));
    next.ifPresent(command -> lines.add("next: " + command));
    return List.copyOf(lines);
  }

  /** The document. */
  public ObjectNode document() {
    ObjectNode document =
        JsonDocument.of("ClosedRun").put("runId", run.value()).put("closed", closed);
    ArrayNode nodes = document.putArray("held");
    held.forEach(node -> nodes.add(node.value()));
    return JsonDocument.put(document, "next", next);
  }
}
