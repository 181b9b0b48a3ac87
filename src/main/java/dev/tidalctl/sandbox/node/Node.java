package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.HttpPeer;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/** A running node: its log, its endpoint on a free port, and its registration. */
public final class Node implements AutoCloseable {
  private final NodeLog log;
  private final Shipping shipping;
  private final HttpEndpoint endpoint;
  private final Registrar registrar;

  private Node(NodeLog log, Shipping shipping, HttpEndpoint endpoint, Registrar registrar) {
    this.log = log;
    this.registrar = registrar;
    this.shipping = shipping;
    this.endpoint = endpoint;
  }

  /**
   * Opens the node's log, takes a new incarnation, starts answering, and registers.
   *
   * @throws IOException when the log is damaged (named) or no port can be bound
   */
  public static Node start(NodeOptions options) throws IOException {
    Faults faults = new Faults();
    NodeLog log = NodeLog.open(options.directory(), options.retentionCap(), faults);
    HttpEndpoint endpoint = HttpEndpoint.bind(0);
    Shipping shipping = new Shipping(log, faults);
    String incarnation = UUID.randomUUID().toString();
    NodeStatus status = new NodeStatus(options, incarnation, endpoint.url(), log, shipping);
    Registrar registrar =
        new Registrar(
            HttpPeer.at(options.control()),
            status,
            assignment -> {
              log.govern(assignment);
              shipping.follow();
            },
            faults);
    new NodeApi(options, log, shipping, status, registrar, faults).serveOn(endpoint);
    endpoint.start();
    registrar.start();
    return new Node(log, shipping, endpoint, registrar);
  }

  /** Where it answers. */
  public URI url() {
    return endpoint.url();
  }

  /** Stops answering and shipping, then closes the log. */
  @Override
  public void close() throws IOException {
    registrar.close();
    endpoint.close();
    shipping.close();
    log.close();
  }
}
