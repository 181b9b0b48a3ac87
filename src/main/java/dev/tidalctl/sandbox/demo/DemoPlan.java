package dev.tidalctl.sandbox.demo;

import java.nio.file.Path;

/**
 * What to demonstrate.
 *
 * @param launcher the {@code bin/tidalctl} that load and roll are started with
 * @param dir the sandbox's folder
 * @param nodes how many nodes, at least 1
 * @param writes writes a second
 * @param queries queries a second
 * @param toVersion the version to roll to, from {@value #FROM_VERSION}
 * @param naive whether to kill and start the nodes one after another instead of rolling
 * @param keep whether the sandbox is to run on at the end
 */
public record DemoPlan(
    Path launcher,
    Path dir,
    int nodes,
    int writes,
    int queries,
    String toVersion,
    boolean naive,
    boolean keep) {
  /** The version that the nodes start at. */
  public static final String FROM_VERSION = "1.0.0";

  Path clusterFile() {
    return dir.resolve("cluster.yaml");
  }

  Path loadReport() {
    return dir.resolve("load.json");
  }
}
