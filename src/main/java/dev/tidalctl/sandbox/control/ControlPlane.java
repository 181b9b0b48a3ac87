package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.gateway.Gateway;
import dev.tidalctl.sandbox.gateway.Traffic;
import dev.tidalctl.sandbox.gateway.WriteGate;
import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** A running control plane with its gateway, on one port. */
public final class ControlPlane implements AutoCloseable {
  private final HttpEndpoint endpoint;
  private final Topology topology;
  private final Peers peers;
  private final ExecutorService timer;
  private final List<Observer> observers;

  private ControlPlane(
      HttpEndpoint endpoint,
      Topology topology,
      Peers peers,
      ExecutorService timer,
      List<Observer> observers) {
    this.endpoint = endpoint;
    this.topology = topology;
    this.peers = peers;
    this.timer = timer;
    this.observers = observers;
  }

  /**
   * Takes up the state in a directory, which has the configuration in {@code cluster.json}, and
   * starts watching the nodes and answering.
   *
   * @param port the port, 0 for any free one
   * @throws IOException when the state is damaged (named), or the port is taken
   */
  public static ControlPlane start(Path directory, int port) throws IOException {
    ClusterConfig config =
        ClusterConfig.from(JsonObject.parse(Files.readAllBytes(directory.resolve("cluster.json"))));
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    StateLog log = StateLog.open(directory.resolve("state"));
    HttpEndpoint endpoint = HttpEndpoint.bind(port);
    Topology topology = Topology.open(log, config, Clocks.SYSTEM, timer);
    Peers peers = new Peers(topology);
    Assignments assignments = new Assignments(topology, peers);
    WriteGate gate = new WriteGate();
    Traffic traffic = new Traffic();
    RateMeter writeRate = new RateMeter();
    Handover handover = new Handover(topology, peers, assignments, gate);
    new RoutingApi(topology, peers, assignments, handover, gate, config.guard()).serveOn(endpoint);
    new LeaseApi(topology).serveOn(endpoint);
    SnapshotDocument snapshot = new SnapshotDocument(config, traffic);
    new ClusterApi(topology, assignments, snapshot, writeRate).serveOn(endpoint);
    new Gateway(peers, gate, traffic).serveOn(endpoint);
    endpoint.start();
    List<Observer> observers =
        config.nodes().stream()
            .map(
                node -> new Observer(topology, peers, assignments, writeRate, node.shard()).start())
            .toList();
    return new ControlPlane(endpoint, topology, peers, timer, observers);
  }

  /** Where it answers. */
  public URI url() {
    return endpoint.url();
  }

  @Override
  public void close() throws IOException {
    endpoint.close();
    peers.close();
    observers.forEach(Observer::close);
    timer.shutdown();
    topology.close();
  }
}
