package dev.tidalctl.http;

import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.Tls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach a service.
 *
 * @param endpoints scheme, host and port of each, no path; at least one
 * @param tls for https; the system's authorities when empty
 * @param auth what each request says of who sends it
 * @param connectLimit how long connecting to one address, TLS apart, may take
 * @param largestBody of an answer, in bytes
 */
public record HttpSettings(
    List<URI> endpoints,
    Optional<Tls> tls,
    Optional<Auth> auth,
    Duration connectLimit,
    int largestBody) {

  /** Time to connect within a data centre, many times over. */
  public static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  /** No answer of a control plane is larger. */
  public static final int LARGEST_BODY = 8 * 1024 * 1024;

  /** Refuses an empty list of endpoints with {@link IllegalArgumentException}. */
  public HttpSettings {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("at least one endpoint is needed");
    }
  }

  /** With the limits that suit a control plane. */
  public static HttpSettings of(
      List<URI> endpoints, Optional<Tls> tls, Optional<? extends Auth> auth) {
    return new HttpSettings(
        endpoints, tls, auth.map(Auth.class::cast), CONNECT_LIMIT, LARGEST_BODY);
  }
}
