package dev.tidalctl.topology;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An etcd cluster, reached by its HTTP gateway.
 *
 * @param endpoints at least one {@code http} or {@code https} URL; scheme, host and port only
 * @param tls trust and client certificate
 * @param auth the etcd user
 */
public record EtcdSpec(List<URI> endpoints, Optional<Tls> tls, Optional<Auth.Basic> auth) {
  /** Takes an unmodifiable copy of the endpoints. */
  public EtcdSpec {
    endpoints = List.copyOf(endpoints);
  }
}
