package dev.tidalctl.topology;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where the tidal control plane answers.
 *
 * @param endpoints at least one {@code http} or {@code https} URL, tried in turn; scheme, host and
 *     port only
 * @param tls trust and client certificate, where the system's defaults do not do
 * @param auth the bearer token to send
 */
public record ControlPlaneSpec(List<URI> endpoints, Optional<Tls> tls, Optional<Auth.Bearer> auth) {
  /** Takes an unmodifiable copy of the endpoints. */
  public ControlPlaneSpec {
    endpoints = List.copyOf(endpoints);
  }
}
