package dev.tidalctl.core;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.RunTerms;
import java.util.Set;

/**
 * What holds for the whole of a run.
 *
 * @param identity who acts
 * @param cluster the cluster, as it was named to us
 * @param policy the promises to keep
 * @param nonce random, so that a take of the lease whose reply was lost is no lock-out
 * @param next how to name the next command
 * @param hooks which hooks a roll has
 */
public record Settings(
    Identity identity,
    ClusterTerms cluster,
    Policy policy,
    String nonce,
    NextCommands next,
    Set<Hook> hooks) {
  /** Keeps its own copy. */
  public Settings {
    hooks = Set.copyOf(hooks);
  }

  /** Without hooks. */
  public Settings(
      Identity identity, ClusterTerms cluster, Policy policy, String nonce, NextCommands next) {
    this(identity, cluster, policy, nonce, next, Set.of());
  }

  RunTerms terms(Order order) {
    return new RunTerms(cluster, order, policy, nonce);
  }
}
