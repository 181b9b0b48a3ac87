package dev.tidalctl.topology;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One node of the cluster.
 *
 * @param name unique in the file; {@code [A-Za-z0-9._-]+} without a leading {@code -}
 * @param shard the shard id, from 0, unique in the file; always present for the tidal driver
 * @param url the node's REST API; always present for the patroni driver, never for tidal
 * @param host what {@code {host}} stands for; defaults to the URL's host, else to the name
 * @param zone the failure zone, if one was named
 */
public record NodeSpec(
    String name, OptionalInt shard, Optional<URI> url, String host, Optional<String> zone) {
  /**
   * The zone, or for a node without one a zone of its own. The latter holds a {@code :}, which no
   * zone's name can.
   */
  public String zoneOrOwn() {
    return zone.orElseGet(() -> "node:" + name);
  }
}
