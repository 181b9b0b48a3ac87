package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.gateway.RouteTable;
import dev.tidalctl.sandbox.gateway.Target;
import dev.tidalctl.sandbox.wire.HttpPeer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The nodes' present processes as peers: one connection pool for each incarnation. */
final class Peers implements RouteTable, AutoCloseable {
  /** The routes in one state of the cluster: looked up for each request, made for each state. */
  private record Routes(ClusterState state, Optional<Target> leader, List<Target> readers) {}

  private final Topology topology;
  private final Map<String, HttpPeer> connected = new ConcurrentHashMap<>();
  private volatile Optional<Routes> routes = Optional.empty();

  Peers(Topology topology) {
    this.topology = topology;
  }

  /** The node's last registered process; empty when none ever registered. */
  Optional<HttpPeer> peer(Member member) {
    return member
        .process()
        .map(process -> connected.computeIfAbsent(process.id(), id -> HttpPeer.at(process.url())));
  }

  @Override
  public Optional<Target> leader() {
    return routes().leader();
  }

  @Override
  public List<Target> readers() {
    return routes().readers();
  }

  @Override
  public boolean takesClients(int shard) {
    return topology.state().member(shard).takesClients();
  }

  @Override
  public void close() {
    connected.values().forEach(HttpPeer::close);
  }

  @SuppressWarnings("ReferenceEquality") // the very same state object
  private Routes routes() {
    Optional<Routes> made = routes;
    ClusterState state = topology.state();
    if (made.isPresent() && made.get().state() == state) {
      return made.get();
    }
    forgetAllBut(state);
    List<Target> readers =
        state.members().stream()
            .filter(Member::takesClients)
            .flatMap(member -> target(member).stream())
            .toList();
    Routes next = new Routes(state, target(state.member(state.leader())), readers);
    routes = Optional.of(next);
    return next;
  }

  private Optional<Target> target(Member member) {
    return member.reachable()
        ? peer(member).map(peer -> new Target(member.shard(), peer))
        : Optional.empty();
  }

  private void forgetAllBut(ClusterState state) {
    Set<String> present =
        state.members().stream()
            .flatMap(member -> member.process().stream())
            .map(Member.Incarnation::id)
            .collect(Collectors.toSet());
    connected.forEach(
        (id, peer) -> {
          if (!present.contains(id) && connected.remove(id, peer)) {
            peer.close();
          }
        });
  }
}
