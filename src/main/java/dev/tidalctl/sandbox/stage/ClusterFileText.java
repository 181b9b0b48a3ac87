package dev.tidalctl.sandbox.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of a sandbox's cluster file. */
final class ClusterFileText {
  private ClusterFileText() {}

  static String of(StageDescription stage) {
    List<String> upgrade =
        List.of(
            launcher(),
            "sandbox",
            "upgrade",
            "--dir",
            stage.dir().toString(),
            "--node",
            "{node}",
            "--to",
            "{version}");
    String nodes = stage.nodes().stream().map(ClusterFileText::node).collect(Collectors.joining());
    return """
    # A rehearsal cluster of real processes on this machine.
    apiVersion: tidalctl/v1
    name: %s
    driver: tidal
    controlPlane:
      endpoints: ["%s"]
    nodes:
    %spolicy:
      soak: 0s
      timeouts: { upgrade: 60s }
    upgrade:
      command: [%s]
    probe: { http: "%s/v1/signals/count", interval: 50ms }   # any serving node, through the gateway
    state: { dir: %s }
    """
        .formatted(
            stage.name(),
            stage.requireControl().url(),
            nodes,
            upgrade.stream().map(ClusterFileText::quoted).collect(Collectors.joining(", ")),
            stage.requireControl().url(),
            quoted(stage.dir().resolve("state").toString()));
  }

  private static String node(NodeEntry node) {
    String zone = node.zone().map(name -> ", zone: " + quoted(name)).orElse("");
    return "  - { name: %s, shard: %d, host: 127.0.0.1%s }\n"
        .formatted(node.name(), node.shard(), zone);
  }

  private static String launcher() {
    return Optional.ofNullable(System.getProperty("tidalctl.home"))
        .map(home -> Path.of(home, "bin", "tidalctl").toString())
        .orElse("tidalctl");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
