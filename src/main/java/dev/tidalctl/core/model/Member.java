package dev.tidalctl.core.model;

/**
 * A node as the cluster file names it, in file order.
 *
 * @param name its name
 * @param host where the upgrade command finds it
 */
public record Member(NodeName name, String host) {}
