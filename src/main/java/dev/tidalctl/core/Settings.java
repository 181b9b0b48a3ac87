package dev.tidalctl.core;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Policy;

/**
 * What holds for the whole of a run.
 *
 * @param identity who acts
 * @param cluster the name that the cluster must have
 * @param policy the promises to keep
 * @param nonce random, so that a take of the lease whose reply was lost is no lock-out
 * @param next how to name the next command
 */
public record Settings(
    Identity identity, String cluster, Policy policy, String nonce, NextCommands next) {}
