package dev.tidalctl.cli.backend;

import dev.tidalctl.topology.ClusterFile;

/** Connects commands with the cluster that a file names. */
@FunctionalInterface
public interface Backend {
  /**
   * Makes ready to talk to a cluster. Contacts nobody yet, and opens no file.
   *
   * @param file whose driver is built
   */
  Session open(ClusterFile file);
}
