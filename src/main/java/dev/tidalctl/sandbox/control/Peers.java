package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.gateway.RouteTable;
import dev.tidalctl.sandbox.gateway.Target;
import dev.tidalctl.sandbox.wire.HttpPeer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes' present processes as peers: one connection pool for each incarnation. */
final class Peers implements RouteTable, AutoCloseable {
  private record Connected(String incarnation, HttpPeer peer) {}

  private final Topology topology;
  private final Map<Integer, Connected> connected = new ConcurrentHashMap<>();

  Peers(Topology topology) {
    this.topology = topology;
  }

  /** The node's last registered process; empty when none ever registered. */
  Optional<HttpPeer> peer(Member member) {
    return member
        .process()
        .map(
            process ->
                connected
                    .compute(
                        member.shard(),
                        (shard, before) -> connect(process.id(), process.url(), before))
                    .peer());
  }

  @Override
  public Optional<Target> leader() {
    ClusterState state = topology.state();
    return target(state.member(state.leader()));
  }

  @Override
  public List<Target> readers() {
    return topology.state().members().stream()
        .filter(Member::takesClients)
        .flatMap(member -> target(member).stream())
        .toList();
  }

  @Override
  public boolean takesClients(int shard) {
    return topology.state().member(shard).takesClients();
  }

  @Override
  public void close() {
    connected.values().forEach(connection -> connection.peer().close());
  }

  private Optional<Target> target(Member member) {
    return member.reachable()
        ? peer(member).map(peer -> new Target(member.shard(), peer))
        : Optional.empty();
  }

  private static Connected connect(
      String incarnation, URI url, @org.jspecify.annotations.Nullable Connected before) {
    if (before != null && before.incarnation().equals(incarnation)) {
      return before;
    }
    if (before != null) {
      before.peer().close();
    }
    return new Connected(incarnation, HttpPeer.at(url));
  }
}
