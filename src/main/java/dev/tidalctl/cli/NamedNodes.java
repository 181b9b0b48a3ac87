package dev.tidalctl.cli;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.NodeSpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes that the command line names, by name or by shard id. */
final class NamedNodes {
  private final ClusterFile file;

  NamedNodes(ClusterFile file) {
    this.file = file;
  }

  /**
   * The node.
   *
   * @throws CommandFailed with {@link ExitCode#USAGE} when the file has none of that name or id
   */
  NodeName one(String nameOrShard) {
    return file.node(nameOrShard)
        .map(node -> new NodeName(node.name()))
        .orElseThrow(() -> unknown(nameOrShard));
  }

  /** The nodes, each as {@link #one}. */
  Set<NodeName> all(Collection<String> namesOrShards) {
    return namesOrShards.stream().map(this::one).collect(Collectors.toUnmodifiableSet());
  }

  /** Another number is another node, not a slip: none is suggested. */
  private static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  private CommandFailed unknown(String text) {
    List<String> names =
        file.nodes().stream()
            .flatMap(
                node ->
                    Stream.concat(
                        Stream.of(node.name()), node.shard().stream().mapToObj(Integer::toString)))
            .filter(name -> digits(name).equals(digits(text)))
            .toList();
    String hint =
        DidYouMean.of(text, names).map(name -> " (did you mean '" + name + "'?)").orElse("");
    return new CommandFailed(
        ExitCode.USAGE,
        "no node '" + text + "' in " + file.file() + hint,
        "it names " + String.join(", ", file.nodes().stream().map(NodeSpec::name).toList()),
        "nothing was contacted",
        "");
  }
}
