package dev.tidalctl;

import dev.tidalctl.haproxy.HaproxyRoutes;
import dev.tidalctl.patroni.PatroniDriver;
import dev.tidalctl.patroni.UnsharedState;
import dev.tidalctl.pgbouncer.PgbouncerGate;
import dev.tidalctl.sql.JdbcFacts;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.RoutingSpec;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.exec.ExecRoutes;
import dev.tidalctl.traffic.exec.Unrouted;
import java.util.Map;
import java.util.Optional;

/** Makes what the driver for Patroni works with, as the cluster file names it. */
final class PatroniParts {
  private final Map<String, String> environment;
  private final String user;
  private final String hostName;

  PatroniParts(Map<String, String> environment, String user, String hostName) {
    this.environment = environment;
    this.user = user;
    this.hostName = hostName;
  }

  PatroniDriver.Parts of(ClusterFile file, DriverSpec.Patroni driver) {
    String owner =
        Optional.ofNullable(environment.get("TIDALCTL_OWNER"))
            .filter(value -> !value.isBlank())
            .orElse(user + "@" + hostName);
    return new PatroniDriver.Parts(
        driver
            .routing()
            .map(RoutingSpec::reads)
            .map(reads -> routes(file, reads))
            .orElseGet(Unrouted::new),
        driver
            .routing()
            .flatMap(RoutingSpec::pgbouncer)
            .map(spec -> new PgbouncerGate(spec, environment)),
        new OperatorState(file, environment, hostName).shared().orElseGet(UnsharedState::new),
        driver.sql().map(login -> JdbcFacts.of(login, environment)),
        owner,
        hostName);
  }

  private ReadRoutes routes(ClusterFile file, ReadRouting reads) {
    return switch (reads) {
      case ReadRouting.Haproxy haproxy ->
          new HaproxyRoutes(haproxy, environment.getOrDefault("PATH", ""));
      case ReadRouting.Exec exec -> new ExecRoutes(file.nodes(), exec, Map.of(), environment);
      case ReadRouting.Acknowledged acknowledged -> new Unrouted();
    };
  }
}
