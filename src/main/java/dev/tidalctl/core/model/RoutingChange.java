package dev.tidalctl.core.model;

import java.util.Optional;

/**
 * A change of routing with everything that the control plane must check together with it.
 *
 * @param node which
 * @param to the state asked for
 * @param minServing the guard's floor, checked atomically with the change
 * @param maxUnavailable the guard's budget, likewise
 * @param hold the mark to leave; empty exactly when {@code to} is serving
 * @param adopt whether another's hold may be replaced
 * @param require what must still be true of the node
 * @param revision of the snapshot that the change was decided on
 */
public record RoutingChange(
    NodeName node,
    Routing to,
    int minServing,
    int maxUnavailable,
    Optional<Hold> hold,
    boolean adopt,
    Requirement require,
    long revision) {

  /**
   * What must still be true of the node for the change to be made; empty parts are not asked for.
   *
   * @param incarnation it runs this process
   * @param appliedAtLeast it has applied at least this, in this term
   */
  public record Requirement(Optional<Incarnation> incarnation, Optional<Position> appliedAtLeast) {}
}
