package dev.tidalctl.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The lease as the control plane shows it.
 *
 * @param owner whose it is
 * @param host where its run was started
 * @param runId which run took it
 * @param kind what that run does
 * @param wanted the version that run rolls to, where one was asked for
 * @param expiresAt when it runs out unless renewed, by the control plane's clock
 * @param abandoned true for a roll's lease that ran out unreleased: only its own resume or {@code
 *     unlock --run} takes it over
 */
public record LeaseHolder(
    String owner,
    String host,
    RunId runId,
    RunKind kind,
    Optional<Version> wanted,
    Instant expiresAt,
    boolean abandoned) {}
