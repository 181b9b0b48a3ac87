package dev.tidalctl.patroni.view;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.state.Mark;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.ReadRoutes.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts one look together.
 *
 * <ol>
 *   <li>A node's state, role, timeline, position, version and incarnation are its own words.
 *   <li>Its lag is the leader's end less what it has <em>replayed</em>, on the same timeline;
 *       Patroni's own figure follows what was received.
 *   <li>It answers when its PostgreSQL does. A position that says nothing about its health ({@link
 *       Fitness}) counts as not observed, so that nobody takes it for healthy.
 *   <li>Its routing is its mark; without one it serves. Closed without a mark: somebody else did
 *       that, and it is theirs to open. One that does not serve is not given leadership either.
 * </ol>
 */
public final class Assembly {
  /** Who is said to hold a node that is closed and that nobody marked. */
  public static final String SOMEBODY = "somebody else, at the load balancer";

  private final Setup setup;

  /** For one cluster. */
  public Assembly(Setup setup) {
    this.setup = setup;
  }

  /** What was seen, under that stamp. */
  public Snapshot snapshot(Observation seen, Stamp stamp) {
    Leadership leadership = Leadership.in(seen);
    Fitness fitness = new Fitness(seen, leadership);
    List<NodeView> nodes = new ArrayList<>();
    for (Setup.Node node : setup.nodes()) {
      nodes.add(view(node, seen, leadership, fitness));
    }
    return new Snapshot(
        setup.name(),
        stamp,
        leadership.leader(),
        leadership.position(),
        leadership.observedAt(),
        seen.sql().firstKept(),
        seen.now(),
        seen.writeRate(),
        seen.sql().retentionCap(),
        LagUnit.BYTES,
        seen.sharedSeen().flatMap(SharedState.View::lease),
        seen.sharedSeen().isPresent(),
        nodes,
        new Impediments(setup, seen, leadership, fitness).all(),
        new Cautions(setup, seen, fitness).all());
  }

  private NodeView view(Setup.Node node, Observation seen, Leadership leadership, Fitness fitness) {
    NodeName name = node.name();
    Optional<Sighting> sighting = Optional.ofNullable(seen.nodes().get(name));
    Optional<NodeReading> reading = sighting.flatMap(Sighting::reading);
    Optional<NodeReading> up = sighting.flatMap(Sighting::up);
    Optional<String> unfit = reading.flatMap(r -> fitness.unfit(name, r));
    Optional<Mark> mark = seen.mark(name);
    Optional<Hold> foreign = mark.isPresent() ? Optional.empty() : closedBySomebody(name, seen);
    Routing routing =
        mark.map(Mark::routing).orElse(foreign.isPresent() ? Routing.DRAINED : Routing.SERVING);
    Optional<Instant> askedAt = sighting.map(Sighting::askedAt);
    return new NodeView(
        name,
        OptionalInt.empty(),
        leadership.is(name) || leadership.claimants().contains(name) ? Role.LEADER : Role.FOLLOWER,
        node.zone(),
        routing,
        mark.map(Mark::hold).or(() -> foreign),
        up.isPresent(),
        routing == Routing.SERVING && up.filter(r -> fitness.electable(name, r)).isPresent(),
        up.filter(r -> fitness.diverged(name, r)).isPresent(),
        up.flatMap(NodeReading::started).map(Incarnation::new),
        reading.flatMap(r -> Versions.of(r, setup.versionFrom())),
        up.filter(r -> !fitness.strays(name, r)).flatMap(Leadership::position),
        sessions(name, seen),
        up.isPresent() && unfit.isEmpty() ? askedAt : Optional.empty(),
        mark.isPresent() && seen.route(name).filter(r -> r.state() != State.CLOSED).isPresent(),
        work(name, seen, unfit));
  }

  /** Where nothing routes reads there is nobody to wait for. */
  private static OptionalInt sessions(NodeName name, Observation seen) {
    boolean unrouted =
        seen.routes() instanceof Reply.Ok<ReadRoutes.View>(var view) && view.routes().isEmpty();
    return unrouted
        ? OptionalInt.of(0)
        : seen.route(name).map(ReadRoutes.Route::sessions).orElseGet(OptionalInt::empty);
  }

  private static List<String> work(NodeName name, Observation seen, Optional<String> unfit) {
    List<String> work = new ArrayList<>();
    unfit.ifPresent(work::add);
    work.addAll(seen.sql().work().getOrDefault(name, List.of()));
    return work;
  }

  private static Optional<Hold> closedBySomebody(NodeName name, Observation seen) {
    boolean ofASwitchover = seen.switchover().filter(note -> note.to().equals(name)).isPresent();
    boolean closed = seen.route(name).filter(r -> r.state() != State.OPEN).isPresent();
    return closed && !ofASwitchover && seen.sharedSeen().isPresent()
        ? Optional.of(
            new Hold(
                SOMEBODY,
                new RunId("none"),
                "",
                "closed to clients there, and not by tidalctl",
                seen.closedSince().getOrDefault(name, seen.now()),
                Phase.DRAINED,
                Optional.empty(),
                Optional.empty()))
        : Optional.empty();
  }
}
