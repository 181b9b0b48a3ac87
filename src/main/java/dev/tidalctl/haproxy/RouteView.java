package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.traffic.ReadRoutes.Route;
import dev.tidalctl.traffic.ReadRoutes.State;
import dev.tidalctl.traffic.ReadRoutes.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One view of all nodes' routes, from what the HAProxies that answered show. Pure. */
final class RouteView {
  private final ReadRouting.Haproxy spec;
  private final RouteRules rules;
  private final List<Seen> all;
  private final List<Impediment> unseen;

  /**
   * Of these.
   *
   * @param unseen why others did not show theirs
   */
  RouteView(ReadRouting.Haproxy spec, RouteRules rules, List<Seen> all, List<Impediment> unseen) {
    this.spec = spec;
    this.rules = rules;
    this.all = all;
    this.unseen = unseen;
  }

  View view() {
    List<String> found = new ArrayList<>();
    Map<NodeName, Route> routes = new HashMap<>();
    for (NodeName node : spec.servers().keySet().stream().sorted().map(NodeName::new).toList()) {
      routes.put(node, route(node));
      found.addAll(complaints(node));
    }
    return new View(routes, unseen, found.stream().distinct().toList());
  }

  private Route route(NodeName node) {
    List<Server> reads =
        all.stream().flatMap(seen -> server(seen, spec.readBackend(), node)).toList();
    long open = reads.stream().filter(Server::open).count();
    State state = open == 0 ? State.CLOSED : open == all.size() ? State.OPEN : State.MIXED;
    boolean up = reads.size() == all.size() && reads.stream().allMatch(Server::up);
    return new Route(state, unseen.isEmpty() ? sessions(node) : OptionalInt.empty(), up);
  }

  private OptionalInt sessions(NodeName node) {
    List<OptionalInt> counts =
        all.stream().flatMap(seen -> servers(seen, node)).map(Server::sessions).toList();
    return counts.stream().allMatch(OptionalInt::isPresent)
        ? OptionalInt.of(counts.stream().mapToInt(OptionalInt::getAsInt).sum())
        : OptionalInt.empty();
  }

  private List<String> complaints(NodeName node) {
    List<String> found = new ArrayList<>();
    List<String> standings = new ArrayList<>();
    for (Seen seen : all) {
      rules.absent(seen, spec.readBackend(), node).ifPresent(found::add);
      spec.writeBackend()
          .flatMap(backend -> rules.absent(seen, backend, node))
          .ifPresent(found::add);
      server(seen, spec.readBackend(), node)
          .forEach(server -> standings.add(server.standing() + " on " + seen.api().name()));
      writesKeptAway(seen, node).ifPresent(found::add);
    }
    if (route(node).state() == State.MIXED) {
      found.add(
          "HAProxies disagree on the reads of %s: %s"
              .formatted(node, String.join(", ", standings)));
    }
    return found;
  }

  private Optional<String> writesKeptAway(Seen seen, NodeName node) {
    return spec.writeBackend()
        .flatMap(
            backend ->
                seen.server(backend, rules.server(node))
                    .filter(server -> !server.open())
                    .map(
                        server ->
                            "HAProxy %s: %s is %s, so that writes would not follow leadership there"
                                .formatted(
                                    seen.api().name(),
                                    RouteRules.address(backend, server.name()),
                                    server.standing())));
  }

  private Stream<Server> servers(Seen seen, NodeName node) {
    return Stream.concat(
        server(seen, spec.readBackend(), node),
        spec.writeBackend().stream().flatMap(backend -> server(seen, backend, node)));
  }

  private Stream<Server> server(Seen seen, String backend, NodeName node) {
    return seen.server(backend, rules.server(node)).stream();
  }
}
