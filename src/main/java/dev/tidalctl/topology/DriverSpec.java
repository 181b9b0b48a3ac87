package dev.tidalctl.topology;

import java.util.Optional;

/** How the cluster's control plane is reached; one form a driver. */
public sealed interface DriverSpec {
  /** Which driver this is. */
  DriverKind kind();

  /**
   * The tidal driver.
   *
   * @param controlPlane where its HTTP API answers
   */
  record Tidal(ControlPlaneSpec controlPlane) implements DriverSpec {
    @Override
    public DriverKind kind() {
      return DriverKind.TIDAL;
    }
  }

  /**
   * The Patroni driver; each node's URL is its REST API.
   *
   * @param patroni scope, credentials and version source
   * @param routing how a node is taken out of client traffic; needed to change anything
   * @param sql how PostgreSQL itself is reached, where finer facts are wanted
   */
  record Patroni(PatroniSpec patroni, Optional<RoutingSpec> routing, Optional<SqlSpec> sql)
      implements DriverSpec {
    @Override
    public DriverKind kind() {
      return DriverKind.PATRONI;
    }
  }
}
