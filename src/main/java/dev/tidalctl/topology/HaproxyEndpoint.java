package dev.tidalctl.topology;

import java.nio.file.Path;

/** Where one HAProxy's runtime API listens. */
public sealed interface HaproxyEndpoint {
  /**
   * On a TCP port.
   *
   * @param address host and port
   */
  record Tcp(HostPort address) implements HaproxyEndpoint {}

  /**
   * On a unix socket.
   *
   * @param socket absolute path
   */
  record UnixSocket(Path socket) implements HaproxyEndpoint {}
}
