package dev.tidalctl.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How reads are taken from a node and given back. */
public sealed interface ReadRouting {
  /**
   * HAProxy's runtime API; several HAProxies must all agree.
   *
   * @param endpoints at least one runtime API
   * @param tls for those at an address; without it they are spoken to in clear
   * @param readBackend the backend that serves reads
   * @param writeBackend the backend that serves writes
   * @param servers for every node's name the server's name in those backends
   * @param emptyReadBackendAcknowledged the read backend may run empty, because the frontend falls
   *     back to the primary
   * @param sessions what to do about sessions that stay
   */
  record Haproxy(
      List<HaproxyEndpoint> endpoints,
      Optional<Tls> tls,
      String readBackend,
      Optional<String> writeBackend,
      Map<String, String> servers,
      boolean emptyReadBackendAcknowledged,
      SessionPolicy sessions)
      implements ReadRouting {
    /** Takes unmodifiable copies. */
    public Haproxy {
      endpoints = List.copyOf(endpoints);
      servers = Map.copyOf(servers);
    }
  }

  /**
   * Commands of the operator.
   *
   * @param drain takes the node's reads away
   * @param enable gives them back
   * @param check exit status 0 when the node has reads, 1 when it has none
   */
  record Exec(CommandTemplate drain, CommandTemplate enable, CommandTemplate check)
      implements ReadRouting {}

  /** Nothing routes reads, and the operator accepts that queries of a stopped node fail. */
  record Acknowledged() implements ReadRouting {}
}
