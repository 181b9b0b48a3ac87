package dev.tidalctl.cli.backend;

import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.topology.ClusterFile;
import java.util.List;

/** Connects commands with the cluster that a file names. */
public interface Backend {
  /**
   * Makes ready to talk to a cluster. Contacts nobody yet, and opens no file.
   *
   * @param file whose driver is built
   */
  Session open(ClusterFile file);

  /** Says that a cluster will be opened; returns at once. */
  default void foresee() {}

  /** The journals that this machine has of the cluster's rolls. Contacts nobody. */
  RunArchive archive(ClusterFile file);

  /**
   * The upgrade commands of a run that still run on this machine, each in words. Contacts nobody.
   * None where nodes are not upgraded by commands.
   */
  default List<String> runningUpgrades(ClusterFile file, RunId run) {
    return List.of();
  }
}
