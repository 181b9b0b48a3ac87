package dev.tidalctl.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import java.util.List;
import java.util.Optional;

/** {@code ClusterStatus}, the document of {@code status}, and the node and hold within it. */
public final class StatusJson {
  private StatusJson() {}

  /** The document. */
  public static ObjectNode of(ClusterStatus status) {
    Snapshot snapshot = status.snapshot();
    ObjectNode document = JsonDocument.of("ClusterStatus");
    document.put("cluster", snapshot.cluster());
    document.put("driver", status.driver());
    JsonDocument.put(document, "leader", snapshot.leader().map(NodeName::value));
    JsonDocument.put(document, "term", status.term());
    document.put("servingNodes", status.servingNodes());
    document.put("totalNodes", status.nodes().size());
    document.put("minServing", status.minServing());
    document.put("lagUnit", Words.of(snapshot.lagUnit()));
    document.put("leaseKnown", snapshot.holdsKnown());
    document.set("lease", snapshot.lease().map(StatusJson::lease).orElse(null));
    document.set("run", run(status).orElse(null));
    ArrayNode nodes = document.putArray("nodes");
    status.nodes().forEach(node -> nodes.add(node(node)));
    putTold(document, "impediments", snapshot.impediments().stream().map(Impediment::why).toList());
    putTold(document, "cautions", snapshot.cautions());
    JsonDocument.put(document, "next", status.next());
    return document;
  }

  /** Left out when there is nothing to tell, as with drivers that never have anything to. */
  private static void putTold(ObjectNode document, String name, List<String> told) {
    if (!told.isEmpty()) {
      ArrayNode list = document.putArray(name);
      told.forEach(list::add);
    }
  }

  /** One node, as {@code ClusterStatus} and {@code NodeReport} hold it. */
  static ObjectNode node(NodeStatus node) {
    NodeView view = node.view();
    ObjectNode json = JsonDocument.object().put("name", view.name().value());
    JsonDocument.put(json, "shard", view.shard());
    json.put("role", Words.of(view.role()));
    JsonDocument.put(json, "zone", Words.zone(view));
    putStatus(json, node.status());
    json.put("routing", Words.of(view.routing()));
    JsonDocument.put(json, "version", view.version().map(Version::value));
    json.put("reachable", view.reachable());
    json.put("healthy", node.unhealthy().isEmpty());
    JsonDocument.put(json, "unhealthyReason", node.unhealthy());
    view.applied()
        .ifPresentOrElse(
            applied -> json.put("appliedSeqno", applied.seqno()),
            () -> json.putNull("appliedSeqno"));
    JsonDocument.put(json, "lag", node.lag());
    JsonDocument.put(json, "inFlight", view.inFlight());
    json.set("hold", view.hold().map(StatusJson::hold).orElse(null));
    return json;
  }

  /** {@code status}, and {@code reason} only where there is one. */
  static void putStatus(ObjectNode json, NodeUpgradeStatus status) {
    json.put("status", status.label());
    if (status instanceof NodeUpgradeStatus.Failed(String reason)) {
      json.put("reason", reason);
    }
  }

  private static ObjectNode hold(Hold hold) {
    ObjectNode json = JsonDocument.object();
    json.put("owner", hold.owner());
    json.put("runId", hold.runId().value());
    json.put("host", hold.host());
    json.put("reason", hold.reason());
    JsonDocument.put(json, "since", hold.since());
    json.put("phase", Words.of(hold.phase()));
    JsonDocument.put(json, "version", hold.wanted().map(Version::value));
    return JsonDocument.put(json, "incarnation", hold.incarnation().map(Incarnation::value));
  }

  private static ObjectNode lease(LeaseHolder holder) {
    ObjectNode json = JsonDocument.object();
    json.put("owner", holder.owner());
    json.put("runId", holder.runId().value());
    JsonDocument.put(json, "expiresAt", holder.expiresAt());
    return json.put("host", holder.host());
  }

  /** The run that has the lease; without one, the run that is to be resumed. */
  private static Optional<ObjectNode> run(ClusterStatus status) {
    return status
        .snapshot()
        .lease()
        .map(StatusJson::run)
        .or(
            () ->
                status
                    .unfinished()
                    .map(
                        run ->
                            JsonDocument.object()
                                .put("runId", run.value())
                                .put("state", "unfinished")));
  }

  private static ObjectNode run(LeaseHolder holder) {
    ObjectNode json = JsonDocument.object();
    json.put("runId", holder.runId().value());
    json.put("state", holder.abandoned() ? "abandoned" : "running");
    json.put("kind", Words.of(holder.kind()));
    return JsonDocument.put(json, "toVersion", holder.wanted().map(Version::value));
  }
}
