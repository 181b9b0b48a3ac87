package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wal.Wal;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.net.URI;

/** What a node says of itself: to whom polls it, and when it registers. */
final class NodeStatus {
  private final NodeOptions options;
  private final String incarnation;
  private final URI url;
  private final NodeLog log;
  private final Shipping shipping;

  NodeStatus(NodeOptions options, String incarnation, URI url, NodeLog log, Shipping shipping) {
    this.options = options;
    this.incarnation = incarnation;
    this.url = url;
    this.log = log;
    this.shipping = shipping;
  }

  /** The document at {@code GET /status}. */
  JsonObject document() {
    Assignment assignment = log.assignment();
    Wal.End received = log.wal().end();
    return JsonObject.builder()
        .put("name", options.name())
        .put("shard", options.shard())
        .put("version", options.version())
        .put("incarnation", incarnation)
        .put("pid", ProcessHandle.current().pid())
        .put("url", url)
        .put("role", assignment.leading() ? "leader" : "follower")
        .put("term", assignment.term())
        .put("assigned", assignment.content())
        .put("received", received.position().document())
        .put("chain", received.chain())
        .put("applied", log.store().end().position().document())
        .put("firstKept", log.wal().firstKept())
        .put("followersInTrouble", shipping.troubles())
        .build();
  }
}
