package dev.tidalctl.sandbox.stage;

import dev.tidalctl.sandbox.wire.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rehearsal cluster consists of: the content of {@code sandbox.json}.
 *
 * @param dir its directory
 * @param name the cluster's name
 * @param clusterFile the cluster file for tidalctl
 * @param retentionCap how many events the WAL keeps at most for a node that lags
 * @param control the control-plane process; empty in the description of nothing
 * @param nodes the node processes, by shard
 * @param goingDown whether nothing is to be started here any more
 */
public record StageDescription(
    Path dir,
    String name,
    Path clusterFile,
    long retentionCap,
    Optional<ControlEntry> control,
    List<NodeEntry> nodes,
    boolean goingDown) {

  /** Copies the list. */
  public StageDescription {
    nodes = List.copyOf(nodes);
  }

  static StageDescription from(Path dir, JsonObject document) {
    return new StageDescription(
        dir,
        document.text("name"),
        dir.resolve(StageFiles.CLUSTER_FILE),
        document.number("retentionCap"),
        document.optObject("control").map(ControlEntry::from),
        document.objects("nodes").stream().map(NodeEntry::from).toList(),
        document.flag("goingDown"));
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("apiVersion", "tidalctl/v1")
        .put("kind", "Sandbox")
        .put("name", name)
        .put("retentionCap", retentionCap)
        .put("control", control.map(ControlEntry::document))
        .put("nodes", nodes.stream().map(NodeEntry::document).toList())
        .put("goingDown", goingDown)
        .build();
  }

  /** A sandbox of which nothing runs yet. */
  static StageDescription empty(Path dir, String name, long retentionCap) {
    return new StageDescription(
        dir,
        name,
        dir.resolve(StageFiles.CLUSTER_FILE),
        retentionCap,
        Optional.empty(),
        List.of(),
        false);
  }

  StageDescription withControl(ControlEntry next) {
    return new StageDescription(
        dir, name, clusterFile, retentionCap, Optional.of(next), nodes, goingDown);
  }

  StageDescription withNodes(List<NodeEntry> next) {
    return new StageDescription(dir, name, clusterFile, retentionCap, control, next, goingDown);
  }

  StageDescription withNode(NodeEntry next) {
    return withNodes(
        nodes.stream().map(node -> node.shard() == next.shard() ? next : node).toList());
  }

  StageDescription toGoDown() {
    return new StageDescription(dir, name, clusterFile, retentionCap, control, nodes, true);
  }

  /**
   * Itself.
   *
   * @throws SandboxException when nothing is to be started here any more
   */
  StageDescription requireUp() {
    if (goingDown) {
      throw new SandboxException(
          SandboxException.Kind.REFUSED,
          "the sandbox in " + dir + " was taken down",
          "nothing is started in it any more",
          "what it had started has ended, or is ending",
          "start a new one: tidalctl sandbox up --dir " + dir);
    }
    return this;
  }

  /** All processes, nodes first. */
  List<LiveProcess> processes() {
    return Stream.concat(
            nodes.stream().map(NodeEntry::process), control.stream().map(ControlEntry::process))
        .toList();
  }

  NodeEntry node(String wanted) {
    return nodes.stream()
        .filter(node -> node.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new SandboxException(
                    SandboxException.Kind.MISUSE,
                    "no such node: " + wanted,
                    "the sandbox in "
                        + dir
                        + " has "
                        + nodes.stream().map(NodeEntry::name).toList(),
                    "nothing was changed",
                    "name one of these"));
  }

  /**
   * The control-plane process.
   *
   * @throws SandboxException when there is none
   */
  public ControlEntry requireControl() {
    return control.orElseThrow(
        () ->
            new SandboxException(
                SandboxException.Kind.REFUSED,
                "the sandbox in " + dir + " has no control plane",
                "it is being started, or was never brought up whole",
                "nothing was changed",
                "start a new one: tidalctl sandbox up --dir " + dir));
  }
}
