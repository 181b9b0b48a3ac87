package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.topology.VersionSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The cluster as its file has it.
 *
 * @param name the cluster's name in the file
 * @param scope Patroni's name for it
 * @param versionFrom which fact of a node counts as its version
 * @param unhealthyLag the lag in bytes beyond which a node is not healthy
 * @param nodes in file order
 */
public record Setup(
    String name, String scope, VersionSource versionFrom, long unhealthyLag, List<Node> nodes) {
  /** Keeps its own copy. */
  public Setup {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param name Patroni's name of the member
   * @param zone its failure domain
   * @param url where its REST API is
   */
  public record Node(NodeName name, String zone, URI url) {}

  /** The node of that name. */
  public Optional<Node> node(NodeName name) {
    return nodes.stream().filter(n -> n.name().equals(name)).findFirst();
  }
}
