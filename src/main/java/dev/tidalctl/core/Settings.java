package dev.tidalctl.core;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.RunTerms;

/**
 * What holds for the whole of a run.
 *
 * @param identity who acts
 * @param cluster the cluster, as it was named to us
 * @param policy the promises to keep
 * @param nonce random, so that a take of the lease whose reply was lost is no lock-out
 * @param next how to name the next command
 */
public record Settings(
    Identity identity, ClusterTerms cluster, Policy policy, String nonce, NextCommands next) {
  RunTerms terms(Order order) {
    return new RunTerms(cluster, order, policy, nonce);
  }
}
