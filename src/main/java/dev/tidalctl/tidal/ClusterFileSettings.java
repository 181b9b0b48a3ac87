package dev.tidalctl.tidal;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.http.TlsFiles;
import dev.tidalctl.http.TokenSource;
import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.ControlPlaneSpec;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.Tls;

/** Says what a cluster file says in the words of the connection. */
final class ClusterFileSettings {
  private ClusterFileSettings() {}

  static HttpSettings connection(ControlPlaneSpec spec) {
    return HttpSettings.of(
        spec.endpoints(),
        spec.tls().map(ClusterFileSettings::tls),
        spec.auth().map(ClusterFileSettings::token));
  }

  static TidalNode node(NodeSpec node) {
    return new TidalNode(new NodeName(node.name()), node.shard().orElseThrow(), node.zone());
  }

  private static TlsFiles tls(Tls tls) {
    return new TlsFiles(
        tls.ca(), tls.client().map(c -> new TlsFiles.ClientCertificate(c.cert(), c.key())));
  }

  private static TokenSource token(Auth.Bearer bearer) {
    return switch (bearer.token()) {
      case Secret.InFile(var file) -> new TokenSource.InFile(file);
      case Secret.InEnvironment(var variable) -> new TokenSource.InEnvironment(variable);
      case Secret.FromCommand(var argv) -> new TokenSource.FromCommand(argv);
    };
  }
}
