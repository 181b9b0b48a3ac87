package dev.tidalctl.simulation.plan;

import dev.tidalctl.core.model.NodeName;

/**
 * A node as the world begins.
 *
 * @param name its name
 * @param zone its zone
 * @param version what it runs
 * @param up whether its process runs
 */
public record NodePlan(NodeName name, String zone, String version, boolean up) {}
