package dev.tidalctl.cli.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.sandbox.stage.NodeEntry;
import dev.tidalctl.sandbox.stage.StageDescription;

/** The document {@code Sandbox}: what runs, and where. */
final class StageJson {
  private StageJson() {}

  static ObjectNode of(StageDescription description) {
    ObjectNode document = JsonDocument.of("Sandbox");
    document.put("name", description.name());
    document.put("dir", description.dir().toString());
    document.put("clusterFile", description.clusterFile().toString());
    document.put("retentionCap", description.retentionCap());
    description
        .control()
        .ifPresentOrElse(
            control ->
                document
                    .putObject("control")
                    .put("pid", control.pid())
                    .put("url", control.url().toString())
                    .put("log", control.log().toString()),
            () -> document.putNull("control"));
    ArrayNode nodes = document.putArray("nodes");
    description.nodes().forEach(node -> put(nodes.addObject(), node));
    return document;
  }

  /** The document {@code SandboxNode}. */
  static ObjectNode node(NodeEntry node) {
    return put(JsonDocument.of("SandboxNode"), node);
  }

  private static ObjectNode put(ObjectNode json, NodeEntry node) {
    return json.put("name", node.name())
        .put("shard", node.shard())
        .put("zone", node.zone().orElse(null))
        .put("version", node.version())
        .put("pid", node.pid())
        .put("url", node.url().toString())
        .put("incarnation", node.incarnation())
        .put("log", node.log().toString());
  }
}
