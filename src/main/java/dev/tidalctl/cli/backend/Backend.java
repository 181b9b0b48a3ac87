package dev.tidalctl.cli.backend;

import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.topology.ClusterFile;

/** Connects commands with the cluster that a file names. */
public interface Backend {
  /**
   * Makes ready to talk to a cluster. Contacts nobody yet, and opens no file.
   *
   * @param file whose driver is built
   */
  Session open(ClusterFile file);

  /** The journals that this machine has of the cluster's rolls. Contacts nobody. */
  RunArchive archive(ClusterFile file);
}
