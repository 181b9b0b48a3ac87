package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.wire.ClusterReading;
import dev.tidalctl.patroni.wire.ConfigReading;
import dev.tidalctl.patroni.wire.TimelineHistory;
import dev.tidalctl.state.Mark;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.state.SwitchoverNote;
import dev.tidalctl.traffic.ReadRoutes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that one look at the cluster brought in.
 *
 * @param now when the last of it came in, by this machine's clock
 * @param nodes what each node of the file said of itself
 * @param cluster what one of them said of the cluster
 * @param config the dynamic configuration
 * @param history where earlier timelines ended; only asked for when a node is on one
 * @param routes what the load balancers show
 * @param shared what operators share; {@code Unreachable} where the file names no such place
 * @param sql what PostgreSQL itself said
 * @param writeRate bytes of WAL a second, as seen over a while
 * @param closedSince since when a route was seen closed that nobody marked
 * @param strayingSince since when a node was seen beyond the leader's history ({@link Strays})
 * @param switching whether this process is moving leadership now
 */
public record Observation(
    Instant now,
    Map<NodeName, Sighting> nodes,
    Reply<ClusterReading> cluster,
    Reply<ConfigReading> config,
    TimelineHistory history,
    Reply<ReadRoutes.View> routes,
    Reply<SharedState.View> shared,
    SqlView sql,
    OptionalDouble writeRate,
    Map<NodeName, Instant> closedSince,
    Map<NodeName, Instant> strayingSince,
    boolean switching) {
  /** Keeps its own copies. */
  public Observation {
    nodes = Map.copyOf(nodes);
    closedSince = Map.copyOf(closedSince);
    strayingSince = Map.copyOf(strayingSince);
  }

  /** This, and since when nodes were seen beyond the leader's history. */
  public Observation straying(Map<NodeName, Instant> since) {
    return new Observation(
        now,
        nodes,
        cluster,
        config,
        history,
        routes,
        shared,
        sql,
        writeRate,
        closedSince,
        since,
        switching);
  }

  Optional<ClusterReading> clusterSeen() {
    return value(cluster);
  }

  Optional<ConfigReading> configSeen() {
    return value(config);
  }

  Optional<ReadRoutes.Route> route(NodeName node) {
    return value(routes).map(view -> view.routes().get(node));
  }

  /** What operators share, if it could be read. */
  public Optional<SharedState.View> sharedSeen() {
    return value(shared);
  }

  Optional<Mark> mark(NodeName node) {
    return sharedSeen().map(view -> view.marks().get(node)).map(SharedState.Marked::mark);
  }

  Optional<SwitchoverNote> switchover() {
    return sharedSeen().flatMap(SharedState.View::switchover);
  }

  private static <T> Optional<T> value(Reply<T> reply) {
    return reply instanceof Reply.Ok<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
