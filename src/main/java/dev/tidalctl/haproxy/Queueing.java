package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.topology.ReadRouting;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.traffic.Together;
import dev.tidalctl.traffic.WriteGate;
import dev.tidalctl.traffic.guard.GuardedHold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Has new connections for writes wait in HAProxy's own queue while leadership moves. Tried on a
 * server that shuts down they would fail, or hang on to it until it is marked down and then fail.
 *
 * <ol>
 *   <li>Look at all. Where the leader alone takes writes, and somebody writes, a connection of ours
 *       is put on it ({@link Plug}).
 *   <li>The guard limits the leader to one connection ({@link WriteQueue}). What is there stays;
 *       what is new waits, for HAProxy queues when all servers are full. When the leader ends its
 *       connections, ours keeps the one place: nothing that waits is tried on it.
 *   <li>A server that comes up takes all that wait: so {@link HaproxyRoutes#leaderMoved} lets them
 *       go on.
 *   <li>Released, the leader's own limit is set again first, then our connection is ended.
 * </ol>
 *
 * HAProxy lets nobody wait longer than its {@code timeout queue}, which is {@code timeout connect}
 * unless configured. A frontend's limit would hold connections too, but HAProxy 2.6 dies in a
 * deadlock when that is raised again while one waits (haproxy/haproxy#2726).
 */
final class Queueing {
  /** Twice the longest that HAProxy has anybody wait in Patroni's configuration. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** For the guard's Java to start, and to let go again should it fail. */
  private static final Duration GUARD_LIMIT = Duration.ofSeconds(15);

  private final Optional<String> backend;
  private final Optional<Tls> tls;
  private final RouteRules rules;
  private final Fleet fleet;
  private final List<String> detacher;

  Queueing(ReadRouting.Haproxy spec, RouteRules rules, Fleet fleet, List<String> detacher) {
    this.backend = spec.writeBackend();
    this.tls = spec.tls();
    this.rules = rules;
    this.fleet = fleet;
    this.detacher = List.copyOf(detacher);
  }

  /** As {@link dev.tidalctl.traffic.ReadRoutes#queueWrites}. */
  Reply<WriteGate.Held> hold(NodeName leader) {
    return backend
        .map(name -> fleet.having(all -> hold(name, rules.server(leader), all)))
        .orElseGet(Queueing::nothing);
  }

  private Reply<WriteGate.Held> hold(String backend, String server, List<Seen> all) {
    List<Plug> plugs =
        Together.ask(alone(backend, server, all), seen -> Plug.put(seen.api(), backend, server))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    if (plugs.isEmpty()) {
      return nothing();
    }
    WriteQueue queue =
        new WriteQueue(
            all.stream()
                .filter(seen -> plugs.stream().anyMatch(plug -> plug.api().equals(seen.api())))
                .map(seen -> place(seen, backend, server))
                .toList());
    Reply<WriteGate.Held> held =
        GuardedHold.begin(
            new GuardedHold.Plan(
                QueueGuard.class,
                detacher,
                to -> new QueueOrders(queue, tls, LONGEST).write(to),
                GUARD_LIMIT),
            "writes were let go after %d ms".formatted(LONGEST.toMillis()),
            queue::letGo);
    return switch (held) {
      case Reply.Ok<WriteGate.Held>(WriteGate.Held guarded) ->
          new Reply.Ok<>(new Plugged(guarded, plugs));
      case Reply.Refused<WriteGate.Held> letGo -> {
        plugs.forEach(Plug::close);
        yield nothing();
      }
      case Reply.Unreachable<WriteGate.Held> unsure -> ended(plugs, unsure);
      case Reply.Unknown<WriteGate.Held> unsure -> ended(plugs, unsure);
    };
  }

  private static Reply<WriteGate.Held> ended(List<Plug> plugs, Reply<WriteGate.Held> answer) {
    plugs.forEach(Plug::close);
    return answer;
  }

  private static List<Seen> alone(String backend, String server, List<Seen> all) {
    return all.stream().filter(seen -> seen.serving(backend).equals(List.of(server))).toList();
  }

  private static WriteQueue.Place place(Seen seen, String backend, String server) {
    return new WriteQueue.Place(
        seen.api(),
        RouteRules.address(backend, server),
        seen.server(backend, server).flatMap(Queueing::limit).orElse(0));
  }

  private static Reply<WriteGate.Held> nothing() {
    return new Reply.Ok<>(WriteGate.Held.nothing());
  }

  /**
   * As {@link dev.tidalctl.traffic.ReadRoutes#admitWrites}. Who limited the leader to one
   * connection knew its own limit, and is dead: the backend's other servers show what it was.
   */
  Reply<Done> admit(NodeName leader) {
    String server = rules.server(leader);
    return backend
        .map(
            name ->
                fleet.having(
                    all -> {
                      List<WriteQueue.Place> left = new ArrayList<>();
                      for (Seen seen : all) {
                        leftBehind(seen, name, server).ifPresent(left::add);
                      }
                      return new WriteQueue(left).letGo();
                    }))
        .orElseGet(() -> new Reply.Ok<>(new Done()));
  }

  private static Optional<WriteQueue.Place> leftBehind(Seen seen, String backend, String server) {
    boolean limited =
        seen.server(backend, server).map(Server::limit).equals(Optional.of(OptionalInt.of(1)));
    return limited
        ? seen.backends().getOrDefault(backend, Map.of()).values().stream()
            .filter(other -> !other.name().equals(server))
            .findFirst()
            .map(
                other ->
                    new WriteQueue.Place(
                        seen.api(), RouteRules.address(backend, server), limit(other).orElse(0)))
        : Optional.empty();
  }

  private static Optional<Integer> limit(Server server) {
    return server.limit().isPresent() ? Optional.of(server.limit().getAsInt()) : Optional.empty();
  }

  /** Held by a guard, with our own connections in the leader's last places. */
  private record Plugged(WriteGate.Held guarded, List<Plug> plugs) implements WriteGate.Held {
    @Override
    public Reply<Done> release() {
      Reply<Done> released = guarded.release();
      plugs.forEach(Plug::close);
      return released;
    }

    @Override
    public Optional<String> lapsed() {
      return guarded.lapsed();
    }
  }
}
