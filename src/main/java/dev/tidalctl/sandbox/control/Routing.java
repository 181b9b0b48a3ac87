package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.util.Locale;

/** What client traffic and WAL shipping do with a node. */
enum Routing {
  /** Both on. */
  SERVING,
  /** No new client work; shipping on. */
  DRAINING,
  /** Both off. */
  DRAINED,
  /** No client work; shipping on. */
  REJOINING;

  /** The name on the wire. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that name; {@code bad_request} when there is none. */
  static Routing of(String wireName) {
    for (Routing routing : values()) {
      if (routing.wireName().equals(wireName)) {
        return routing;
      }
    }
    throw Problem.of(ProblemCode.BAD_REQUEST, "no such routing state: " + wireName);
  }

  /**
   * The transition table. A state other than serving may follow itself: only its hold changes.
   *
   * @param reachable whether the node is reachable; only one that is not skips draining
   */
  boolean mayBecome(Routing next, boolean reachable) {
    return switch (this) {
      case SERVING -> next == DRAINING || (next == DRAINED && !reachable);
      case DRAINING -> next == DRAINING || next == DRAINED || next == SERVING;
      case DRAINED -> next == DRAINED || next == REJOINING;
      case REJOINING -> next == REJOINING || next == SERVING;
    };
  }
}
