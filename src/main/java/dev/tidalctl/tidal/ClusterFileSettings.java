package dev.tidalctl.tidal;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.topology.ControlPlaneSpec;
import dev.tidalctl.topology.NodeSpec;

/** Says what a cluster file says in the words of the connection. */
final class ClusterFileSettings {
  private ClusterFileSettings() {}

  static HttpSettings connection(ControlPlaneSpec spec) {
    return HttpSettings.of(spec.endpoints(), spec.tls(), spec.auth());
  }

  static TidalNode node(NodeSpec node) {
    return new TidalNode(new NodeName(node.name()), node.shard().orElseThrow(), node.zone());
  }
}
