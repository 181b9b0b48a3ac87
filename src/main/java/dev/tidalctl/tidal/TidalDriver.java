package dev.tidalctl.tidal;

import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.WalShipper;
import dev.tidalctl.http.Failover;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import java.util.Map;

/** The three ports of the core, over one connection to one cluster's control plane. */
public final class TidalDriver implements AutoCloseable {
  private final HttpJsonClient client;
  private final ControlPlane controlPlane;
  private final WalShipper walShipper;
  private final Lease lease;

  private TidalDriver(HttpJsonClient client, Roster roster) {
    this.client = client;
    Failover failover = new Failover(client);
    Looks looks = new Looks(client, failover, roster);
    Calls calls = new Calls(failover, looks);
    LastTake lastTake = new LastTake();
    this.controlPlane = new TidalControlPlane(looks, calls, lastTake);
    this.walShipper = new TidalWalShipper(looks, calls);
    this.lease = new TidalLease(calls, lastTake);
  }

  /**
   * Gets ready to speak to a cluster; opens nothing yet, neither files nor sockets.
   *
   * @param file names the cluster and its nodes; an endpoint that contradicts it is refused
   * @param driver the file's own, which says how to reach the control plane
   * @param environment where a token's variable is looked up
   */
  public static TidalDriver connect(
      ClusterFile file, DriverSpec.Tidal driver, Map<String, String> environment) {
    return connect(
        new Roster(file.name(), file.nodes().stream().map(ClusterFileSettings::node).toList()),
        ClusterFileSettings.connection(driver.controlPlane()),
        environment);
  }

  static TidalDriver connect(
      Roster roster, HttpSettings settings, Map<String, String> environment) {
    return new TidalDriver(new HttpJsonClient(settings, environment), roster);
  }

  /** The authority on membership, roles, routing and progress. */
  public ControlPlane controlPlane() {
    return controlPlane;
  }

  /** Moves WAL. */
  public WalShipper walShipper() {
    return walShipper;
  }

  /** The right to change the cluster. */
  public Lease lease() {
    return lease;
  }

  /** Closes the connections. Leases are not touched. */
  @Override
  public void close() {
    client.close();
  }
}
