package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.core.port.WalShipper;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.patroni.view.Setup;
import dev.tidalctl.patroni.wire.HttpNodeApi;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.RoutingSpec;
import dev.tidalctl.topology.SessionPolicy;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.WriteGate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ports of the core, over one PostgreSQL cluster under Patroni. */
public final class PatroniDriver implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
  private static final int LARGEST_BODY = 1024 * 1024;

  private final NodeApi api;
  private final Parts parts;
  private final Timing timing;
  private final Looks looks;
  private final ControlPlane controlPlane;
  private final WalShipper walShipper;
  private final Lease lease;
  private final Fencing fencing;
  private final Contacts contacts;

  /**
   * What the driver works with; all closed with it.
   *
   * @param routes what sends clients to the nodes
   * @param gate what holds writes, where there is such a thing
   * @param shared what operators share
   * @param sql how PostgreSQL is asked, where it is
   * @param owner who acts, for others to see
   * @param host on which machine
   */
  public record Parts(
      ReadRoutes routes,
      Optional<WriteGate> gate,
      SharedState shared,
      Optional<SqlFacts> sql,
      String owner,
      String host) {}

  PatroniDriver(
      Setup setup, NodeApi api, Parts parts, Switchover.Sessions sessions, Timing timing) {
    this.api = api;
    this.parts = parts;
    this.timing = timing;
    List<NodeName> names = setup.nodes().stream().map(Setup.Node::name).toList();
    Gathering gathering =
        new Gathering(
            setup, api, parts.routes(), parts.shared(), new SqlWatch(parts.sql(), timing), timing);
    this.contacts = new Contacts(setup, api, parts, gathering);
    this.looks = new Looks(setup, gathering, timing);
    this.fencing = new Fencing(parts.shared());
    RoutingChanges changes =
        new RoutingChanges(
            looks,
            new RoutingRules(setup.unhealthyLag()),
            api,
            parts.routes(),
            new Clearance(gathering, parts.sql(), parts.gate()),
            parts.shared());
    Switchover switchover =
        new Switchover(
            looks,
            api,
            parts.routes(),
            parts.gate(),
            parts.shared(),
            new Handing(api, names, timing, Together::start),
            sessions,
            timing);
    this.controlPlane = new PatroniControlPlane(looks, changes, switchover, parts.shared());
    this.walShipper = new PatroniWalShipper(looks, gathering, parts.sql(), fencing);
    this.lease =
        new PatroniLease(
            parts.shared().lease(),
            new Inheritance(api, parts.routes(), parts.gate(), parts.shared(), names.size()),
            parts.owner(),
            parts.host());
  }

  /**
   * Gets ready to speak to a cluster; opens nothing yet, neither files nor sockets.
   *
   * @param file names the cluster and its nodes
   * @param driver the file's own
   * @param parts what it works with
   * @param environment where a secret's variable is looked up
   */
  public static PatroniDriver connect(
      ClusterFile file, DriverSpec.Patroni driver, Parts parts, Map<String, String> environment) {
    Setup setup = setup(file, driver);
    Map<NodeName, URI> urls =
        setup.nodes().stream().collect(Collectors.toMap(Setup.Node::name, Setup.Node::url));
    HttpSettings settings =
        new HttpSettings(
            List.copyOf(urls.values()),
            driver.patroni().tls(),
            driver.patroni().auth().map(auth -> auth),
            CONNECT_LIMIT,
            LARGEST_BODY);
    return new PatroniDriver(
        setup,
        new HttpNodeApi(new HttpJsonClient(settings, environment), urls),
        parts,
        sessions(driver.routing()),
        new SystemTiming());
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

  /**
   * Restarts nodes, besides what {@code commands} does.
   *
   * @param commands carries out the operator's command
   */
  public Upgrader upgrader(Upgrader commands) {
    return new RestartUpgrader(api, fencing, commands, timing);
  }

  /** Looks without the intention to change anything: what operators share may stay unseen. */
  public Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
    return looks.lookFor(Purpose.PLAN, after, of, atMost);
  }

  /** Looks for a screen: PostgreSQL itself is left alone while every node serves and keeps up. */
  public Reply<Snapshot> glance(Optional<Stamp> after, Interest of, Duration atMost) {
    return looks.lookFor(Purpose.SCREEN, after, of, atMost);
  }

  /** Reaches for everything that the file names. */
  public List<Contact> contacts() {
    return contacts.make();
  }

  /** Whether writes can be held, where something is named that holds them. */
  public Reply<Done> fitToRoll() {
    return new FitToRoll(parts.gate(), timing).look();
  }

  /** Closes the connections. Leases, routes and writes are not touched. */
  @Override
  public void close() {
    api.close();
    parts.routes().close();
    parts.gate().ifPresent(WriteGate::close);
    parts.shared().close();
    parts.sql().ifPresent(SqlFacts::close);
  }

  private static Setup setup(ClusterFile file, DriverSpec.Patroni driver) {
    return new Setup(
        file.name(),
        driver.patroni().scope(),
        driver.patroni().versionFrom(),
        file.policy().unhealthyLag(),
        file.nodes().stream()
            .map(
                node ->
                    new Setup.Node(
                        new NodeName(node.name()), node.zoneOrOwn(), node.url().orElseThrow()))
            .toList());
  }

  private static Switchover.Sessions sessions(Optional<RoutingSpec> routing) {
    return routing
        .map(RoutingSpec::reads)
        .filter(ReadRouting.Haproxy.class::isInstance)
        .map(ReadRouting.Haproxy.class::cast)
        .map(ReadRouting.Haproxy::sessions)
        .map(
            policy ->
                new Switchover.Sessions(policy.patience(), policy.then() == SessionPolicy.Then.CUT))
        .orElseGet(() -> new Switchover.Sessions(SessionPolicy.DEFAULT_PATIENCE, false));
  }
}
