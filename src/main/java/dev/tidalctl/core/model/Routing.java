package dev.tidalctl.core.model;

/**
 * What client traffic and WAL shipping do with a node. The control plane enforces the same table of
 * transitions.
 */
public enum Routing {
  /** Client work and WAL shipping are on. */
  SERVING,
  /** No new client work; shipping goes on. */
  DRAINING,
  /** Neither client work nor shipping. */
  DRAINED,
  /** No client work; shipping is on again. */
  REJOINING;

  /**
   * Whether a change from this state to {@code next} is legal.
   *
   * @param next the state asked for
   * @param answering whether the node is reachable and ready; only one that is not goes straight
   *     from serving to drained
   */
  public boolean mayBecome(Routing next, boolean answering) {
    return switch (this) {
      case SERVING -> next == DRAINING || (next == DRAINED && !answering);
      case DRAINING -> next == DRAINED || next == SERVING;
      case DRAINED -> next == REJOINING;
      case REJOINING -> next == SERVING;
    };
  }
}
