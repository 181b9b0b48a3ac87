package dev.tidalctl.cli;

import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.RoutingSpec;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** How clients are kept off a node, as settings with their keys in a cluster file. */
final class RoutingSettings {
  private final BiConsumer<String, Object> put;

  /** Tells each setting to {@code put}. */
  RoutingSettings(BiConsumer<String, Object> put) {
    this.put = put;
  }

  void of(RoutingSpec routing) {
    switch (routing.reads()) {
      case ReadRouting.Haproxy haproxy -> haproxy(haproxy);
      case ReadRouting.Exec exec -> {
        put.accept("routing.exec.drain", ClusterSettings.words(exec.drain().words()));
        put.accept("routing.exec.enable", ClusterSettings.words(exec.enable().words()));
        put.accept("routing.exec.check", ClusterSettings.words(exec.check().words()));
      }
      case ReadRouting.Acknowledged none -> put.accept("routing.none", "acknowledged");
    }
    routing.pgbouncer().ifPresent(this::pgbouncer);
  }

  private void haproxy(ReadRouting.Haproxy haproxy) {
    put.accept(
        "routing.haproxy.endpoints",
        haproxy.endpoints().stream()
            .map(RoutingSettings::address)
            .collect(Collectors.joining(", ")));
    put.accept("routing.haproxy.readBackend", haproxy.readBackend());
    haproxy.writeBackend().ifPresent(b -> put.accept("routing.haproxy.writeBackend", b));
    put.accept("routing.haproxy.servers", new TreeMap<>(haproxy.servers()));
    if (haproxy.emptyReadBackendAcknowledged()) {
      put.accept("routing.haproxy.readFallback", "acknowledged");
    }
    put.accept("routing.haproxy.sessions.wait", haproxy.sessions().patience());
    put.accept(
        "routing.haproxy.sessions.then", haproxy.sessions().then().name().toLowerCase(Locale.ROOT));
  }

  private void pgbouncer(PgbouncerSpec pgbouncer) {
    put.accept(
        "routing.pgbouncer.consoles",
        pgbouncer.consoles().stream()
            .map(RoutingSettings::address)
            .collect(Collectors.joining(", ")));
    put.accept("routing.pgbouncer.databases", String.join(", ", pgbouncer.databases()));
    put.accept("routing.pgbouncer.user", pgbouncer.user());
    put.accept("routing.pgbouncer.maxPause", pgbouncer.maxPause());
  }

  private static String address(HaproxyEndpoint endpoint) {
    return switch (endpoint) {
      case HaproxyEndpoint.Tcp(HostPort at) -> address(at);
      case HaproxyEndpoint.UnixSocket(var socket) -> socket.toString();
    };
  }

  private static String address(HostPort at) {
    return at.host() + ":" + at.port();
  }
}
