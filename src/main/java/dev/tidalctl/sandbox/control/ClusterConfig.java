package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The control plane's configuration, file {@code cluster.json} in its directory.
 *
 * @param cluster the cluster's name
 * @param retentionCap how many events the WAL keeps at most for a node that lags
 * @param guard the control plane's own limits; a request's are applied too, the stricter wins
 * @param nodes the members, the first of which leads at first
 */
public record ClusterConfig(
    String cluster, long retentionCap, GuardLimits guard, List<NodeConfig> nodes) {

  /** Copies the list. */
  public ClusterConfig {
    nodes = List.copyOf(nodes);
  }

  /**
   * A member.
   *
   * @param shard its shard id
   * @param name its name
   * @param zone its zone, if any
   */
  public record NodeConfig(int shard, String name, Optional<String> zone) {}

  /** Reads {@link #document}. */
  public static ClusterConfig from(JsonObject document) {
    return new ClusterConfig(
        document.text("cluster"),
        document.number("retentionCap"),
        GuardLimits.from(document.object("guard")),
        document.objects("nodes").stream()
            .map(
                node ->
                    new NodeConfig(node.integer("shard"), node.text("name"), node.optText("zone")))
            .toList());
  }

  /** The document that {@link #from} reads. */
  public JsonObject document() {
    return JsonObject.builder()
        .put("cluster", cluster)
        .put("retentionCap", retentionCap)
        .put("guard", guard.document())
        .put(
            "nodes",
            nodes.stream()
                .map(
                    node ->
                        JsonObject.builder()
                            .put("shard", node.shard())
                            .put("name", node.name())
                            .put("zone", node.zone())
                            .build())
                .toList())
        .build();
  }
}
