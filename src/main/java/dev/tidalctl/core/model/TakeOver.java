package dev.tidalctl.core.model;

import java.util.Optional;

/**
 * A claim to the lease of a run whose process is dead.
 *
 * @param run whose lease
 * @param nonce the one it was taken with, known from the run's journal: a lease that is still live
 *     is given up only for it
 */
public record TakeOver(RunId run, Optional<String> nonce) {}
