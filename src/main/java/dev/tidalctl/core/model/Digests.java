package dev.tidalctl.core.model;

/**
 * The content digests of a node and of the leader at one fence.
 *
 * @param node the rejoining node's
 * @param leader the leader's
 */
public record Digests(String node, String leader) {
  /** Whether both hold the same content up to the fence. */
  public boolean agree() {
    return node.equals(leader);
  }
}
