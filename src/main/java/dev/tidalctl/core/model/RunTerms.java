package dev.tidalctl.core.model;

import java.util.Optional;

/**
 * What a run was begun, or resumed, with: all that a later resume needs, and no secret but the
 * nonce, which no screen shows.
 *
 * @param cluster the cluster, as it was named
 * @param order what was asked for, whole
 * @param policy the promises to keep
 * @param nonce by which the control plane knows our take of the lease
 */
public record RunTerms(ClusterTerms cluster, Order order, Policy policy, String nonce) {
  /** The version that is rolled to, where one was asked for. */
  public Optional<Version> to() {
    return order instanceof Order.Roll roll ? roll.to() : Optional.empty();
  }
}
