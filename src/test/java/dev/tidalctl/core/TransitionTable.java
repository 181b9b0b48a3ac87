package dev.tidalctl.core;

import dev.tidalctl.core.model.Routing;

/** Which routing may follow which, as the control plane's interface has it. */
final class TransitionTable {
  private TransitionTable() {}

  /**
   * Whether a change is legal.
   *
   * @param answering whether the node is reachable and ready; only one that is not goes straight
   *     from serving to drained
   */
  static boolean allows(Routing from, Routing to, boolean answering) {
    return switch (from) {
      case SERVING -> to == Routing.DRAINING || (to == Routing.DRAINED && !answering);
      case DRAINING -> to == Routing.DRAINED || to == Routing.SERVING;
      case DRAINED -> to == Routing.REJOINING;
      case REJOINING -> to == Routing.SERVING;
    };
  }
}
