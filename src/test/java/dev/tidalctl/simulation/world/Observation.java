package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Version;

/**
 * What the control plane last saw of a node.
 *
 * @param end where its WAL ends
 * @param at when, in nanoseconds of the world
 */
record Observation(
    Incarnation incarnation,
    Version version,
    Position applied,
    Position end,
    int inFlight,
    boolean diverged,
    long at) {}
