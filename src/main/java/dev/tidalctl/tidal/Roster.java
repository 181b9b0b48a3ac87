package dev.tidalctl.tidal;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the cluster file says about the cluster, to be held against what an endpoint says.
 *
 * @param cluster the name of the cluster
 * @param nodes in file order, neither names nor shard ids twice
 */
record Roster(String cluster, List<TidalNode> nodes) {
  Roster {
    nodes = List.copyOf(nodes);
  }

  /**
   * What makes the snapshot one of another cluster, empty when nothing does. A node that only one
   * side knows is no contradiction here: it is the planner's business.
   */
  Optional<String> contradiction(Snapshot snapshot) {
    if (!snapshot.cluster().equals(cluster)) {
      return Optional.of(
          "it speaks for the cluster '" + snapshot.cluster() + "', not for '" + cluster + "'");
    }
    Map<NodeName, TidalNode> byName =
        nodes.stream().collect(Collectors.toMap(TidalNode::name, Function.identity()));
    Map<Integer, TidalNode> byShard =
        nodes.stream().collect(Collectors.toMap(TidalNode::shard, Function.identity()));
    for (NodeView seen : snapshot.nodes()) {
      int shard = seen.shard().orElseThrow();
      TidalNode sameName = byName.get(seen.name());
      if (sameName != null && sameName.shard() != shard) {
        return Optional.of(
            seen.name()
                + " is shard "
                + shard
                + " to it, but shard "
                + sameName.shard()
                + " in the cluster file");
      }
      TidalNode sameShard = byShard.get(shard);
      if (sameShard != null && !sameShard.name().equals(seen.name())) {
        return Optional.of(
            "shard "
                + shard
                + " is "
                + seen.name()
                + " to it, but "
                + sameShard.name()
                + " in the cluster file");
      }
    }
    return Optional.empty();
  }

  /** The failure domain of a node: the file's word, else the control plane's, else its own. */
  String zone(NodeName name, Optional<String> seen) {
    return nodes.stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .flatMap(TidalNode::zone)
        .or(() -> seen)
        .orElse("node:" + name);
  }
}
