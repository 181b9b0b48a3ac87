package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.process.Detacher;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.WriteGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Routes by the runtime API of one or several HAProxies that must agree. HAProxy forgets what it
 * was told when it is reloaded: the next look shows the node open there.
 */
public final class HaproxyRoutes implements ReadRoutes {
  private final ReadRouting.Haproxy spec;
  private final RouteRules rules;
  private final Fleet fleet;
  private final Closing closing;
  private final Queueing queueing;

  /**
   * Routes that contact nobody before they are asked.
   *
   * @param spec the key {@code routing.haproxy} of the cluster file
   * @param searchPath folders, as in the variable {@code PATH}
   */
  public HaproxyRoutes(ReadRouting.Haproxy spec, String searchPath) {
    this.spec = spec;
    rules = new RouteRules(spec);
    fleet = new Fleet(spec.endpoints(), spec.tls());
    closing = new Closing(spec, rules, fleet);
    queueing = new Queueing(spec, rules, fleet, Detacher.words(searchPath));
  }

  @Override
  public Reply<View> look() {
    List<Seen> seen = new ArrayList<>();
    List<Impediment> unseen = new ArrayList<>();
    for (Reply<Seen> each : fleet.look()) {
      switch (each) {
        case Reply.Ok<Seen>(var one) -> seen.add(one);
        case Reply.Refused<Seen>(var refusal) -> unseen.add(Impediment.lasting(refusal.detail()));
        case Reply.Unreachable<Seen>(var why) -> unseen.add(Impediment.unreached(why));
        case Reply.Unknown<Seen>(var why) -> unseen.add(Impediment.unreached(why));
      }
    }
    if (!seen.isEmpty()) {
      return new Reply.Ok<>(new RouteView(spec, rules, seen, unseen).view());
    }
    String why = Impediment.words(unseen);
    return Impediment.onlyUnreached(unseen)
        ? new Reply.Unreachable<>(why)
        : new Reply.Refused<>(Refusal.of(Refusal.Code.OTHER, why));
  }

  @Override
  public Reply<Done> close(NodeName node) {
    return closing.close(node, false);
  }

  @Override
  public Reply<Done> closeAgain(NodeName node) {
    return closing.close(node, true);
  }

  @Override
  public Reply<Done> open(NodeName node) {
    return closing.open(node);
  }

  @Override
  public Reply<Done> cut(NodeName node) {
    return fleet.having(
        seen -> {
          Optional<Refusal> refusal = rules.againstCutting(seen, node);
          return refusal.isPresent()
              ? new Reply.Refused<>(refusal.get())
              : fleet.tell(cuts(seen, node));
        });
  }

  private List<String> cuts(List<Seen> all, NodeName node) {
    List<String> commands = new ArrayList<>();
    commands.add("shutdown sessions server " + address(spec.readBackend(), node));
    spec.writeBackend()
        .filter(backend -> all.stream().allMatch(seen -> has(seen, backend, node)))
        .ifPresent(backend -> commands.add("shutdown sessions server " + address(backend, node)));
    return commands;
  }

  private boolean has(Seen seen, String backend, NodeName node) {
    return seen.server(backend, rules.server(node)).isPresent();
  }

  @Override
  public Reply<Done> fitForReads(NodeName node) {
    return fleet.having(
        all -> {
          List<RuntimeApi> behind =
              all.stream()
                  .filter(
                      seen ->
                          seen.server(spec.readBackend(), rules.server(node))
                              .filter(server -> !server.up())
                              .isPresent())
                  .map(Seen::api)
                  .toList();
          return Fleet.tell(behind, List.of(health(spec.readBackend(), node, "up")));
        });
  }

  /**
   * Its health check for reads has yet to find out that the new leader is none to read from; its
   * clients would be cut off then.
   */
  @Override
  public Reply<Done> leaderMoved(NodeName from, NodeName to) {
    List<String> commands = new ArrayList<>();
    spec.writeBackend()
        .ifPresent(
            backend -> {
              commands.add(health(backend, to, "up"));
              commands.add(health(backend, from, "down"));
            });
    commands.add(health(spec.readBackend(), to, "down"));
    return fleet.tell(commands);
  }

  private String health(String backend, NodeName node, String state) {
    return "set server " + address(backend, node) + " health " + state;
  }

  @Override
  public Reply<Boolean> writesGoTo(NodeName leader) {
    List<String> wanted = List.of(rules.server(leader));
    return spec.writeBackend()
        .map(
            backend ->
                fleet.having(
                    all ->
                        new Reply.Ok<>(
                            all.stream().allMatch(seen -> seen.serving(backend).equals(wanted)))))
        .orElseGet(() -> new Reply.Ok<>(true));
  }

  @Override
  public Reply<WriteGate.Held> queueWrites(NodeName leader) {
    return queueing.hold(leader);
  }

  @Override
  public Reply<Done> admitWrites(NodeName leader) {
    return queueing.admit(leader);
  }

  @Override
  public void close() {}

  private String address(String backend, NodeName node) {
    return RouteRules.address(backend, rules.server(node));
  }
}
