package dev.tidalctl.core.model;

/**
 * The name by which the cluster file, the control plane and the operator know a node.
 *
 * @param value never blank; the cluster file restricts it to {@code [A-Za-z0-9._-]+}
 */
public record NodeName(String value) implements Comparable<NodeName> {
  /** Refuses a blank name with {@link IllegalArgumentException}. */
  public NodeName {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a node name is not blank");
    }
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
