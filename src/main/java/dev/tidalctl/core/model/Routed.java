package dev.tidalctl.core.model;

import java.util.Optional;

/**
 * The answer of a change of routing that was made.
 *
 * @param fence where the leader's log ended after the change took effect; empty where the driver
 *     does not read it with the change, or nobody answered it
 */
public record Routed(Optional<Position> fence) {}
