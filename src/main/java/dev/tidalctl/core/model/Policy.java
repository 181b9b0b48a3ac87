package dev.tidalctl.core.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The promises a run keeps.
 *
 * @param minServing how many nodes must be serving and healthy at any time, at least 1
 * @param maxUnavailable how many may be out of service or unhealthy at any time, at least 1
 * @param maxLag how far short of a fence a wait may end, events or bytes, 0 by default
 * @param unhealthyLag the lag beyond which a node is not healthy (10000 events, 64 MiB)
 * @param stableSamples how many fences in a row a rejoining node must reach, at least 1
 * @param soak how long to watch the cluster after each batch
 * @param limits how long each wait may last
 * @param pauseAfter failures of the probe in a row after which no capacity is taken away until as
 *     many queries in a row were answered; empty without a probe
 * @param sessions what becomes of sessions that stay on a draining node; empty when they may for as
 *     long as the drain
 */
public record Policy(
    int minServing,
    int maxUnavailable,
    long maxLag,
    long unhealthyLag,
    int stableSamples,
    Duration soak,
    Limits limits,
    OptionalInt pauseAfter,
    Optional<SessionLimit> sessions) {}
