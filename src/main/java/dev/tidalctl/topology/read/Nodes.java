package dev.tidalctl.topology.read;

import dev.tidalctl.topology.NodeSpec;
import java.util.List;

/**
 * The nodes of a file, of which some may be broken.
 *
 * @param specs those that could be read, in the order of the file
 * @param written how many stand in the file; 0 when it has no list of nodes
 */
record Nodes(List<NodeSpec> specs, int written) {
  /** What a file without a list of nodes has. */
  static final Nodes NONE = new Nodes(List.of(), 0);

  /** Takes an unmodifiable copy. */
  Nodes {
    specs = List.copyOf(specs);
  }

  /** Whether every node could be read, so that what is not among them does not exist. */
  boolean areComplete() {
    return written > 0 && specs.size() == written;
  }
}
