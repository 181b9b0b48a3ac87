package dev.tidalctl.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster as a run was told of it. A resume goes on only with the same name, driver and
 * members; other differences are shown first.
 *
 * @param name the name that the cluster must have
 * @param driver the word by which the cluster file names the driver
 * @param settings every other setting of the cluster file, key to value as text, to tell what has
 *     changed; never the value of a secret
 */
public record ClusterTerms(String name, String driver, SortedMap<String, String> settings) {
  /** Keeps its own copy. */
  public ClusterTerms {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** A cluster without settings worth telling. */
  public static ClusterTerms of(String name, String driver) {
    return new ClusterTerms(name, driver, new TreeMap<>(Map.of()));
  }
}
