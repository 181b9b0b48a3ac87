package dev.tidalctl.cli;

import dev.tidalctl.core.model.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code drain} and {@code rejoin} are told alike: which node, and about its hold. */
final class NodeOptions {
  @Parameters(paramLabel = "NODE", description = "The node's name or shard id.")
  private String node = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for others to read in the node's hold.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--adopt",
      paramLabel = "NODE",
      split = ",",
      description =
          "Take over the hold that somebody else has on this node. Name or shard id; may be"
              + " repeated.")
  private List<String> adopt = new ArrayList<>();

  NodeName node(NamedNodes nodes) {
    return nodes.one(node);
  }

  String reason() {
    return reason.orElse("");
  }

  Set<NodeName> adopt(NamedNodes nodes) {
    return nodes.all(adopt);
  }
}
