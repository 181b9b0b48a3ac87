package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.patroni.view.Setup;
import dev.tidalctl.patroni.wire.SwitchoverAnswer;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.state.HandClock;
import dev.tidalctl.state.Mark;
import dev.tidalctl.state.MemoryStore;
import dev.tidalctl.state.SharedState;
import dev.tidalctl.state.StoredState;
import dev.tidalctl.topology.VersionSource;
import dev.tidalctl.traffic.WriteGate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The driver's parts over scripted peers, a store in memory and time driven by hand. */
final class Stage {
  static final NodeName N1 = new NodeName("n1");
  static final NodeName N2 = new NodeName("n2");
  static final NodeName N3 = new NodeName("n3");
  static final RunId RUN = new RunId("20260314-090000-abcd");

  /** What was done, in order; looks are left out. */
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  final HandClock clock = new HandClock();
  final HandTiming timing = new HandTiming(clock);
  final ScriptedNodes nodes = new ScriptedNodes(log);
  final ScriptedRoutes routes = new ScriptedRoutes(log);
  final ScriptedGate gate = new ScriptedGate(log);
  final SharedState shared = new StoredState(new MemoryStore(clock), clock);
  final Looks looks;
  final RoutingChanges changes;
  private final Gathering gathering;
  boolean gated = true;
  Handing.Background background = Stage::atOnce;

  Stage() {
    this(Optional.empty());
  }

  /** With a PostgreSQL that can be asked. */
  Stage(Optional<SqlFacts> facts) {
    SqlWatch sql = new SqlWatch(facts, timing);
    gathering = new Gathering(SETUP, nodes, routes, shared, sql, timing);
    looks = new Looks(SETUP, gathering, timing);
    changes =
        new RoutingChanges(
            looks,
            new RoutingRules(SETUP.unhealthyLag()),
            nodes,
            routes,
            new Clearance(gathering, Optional.empty(), Optional.of(gate)),
            shared);
  }

  static final Setup SETUP =
      new Setup(
          "prod",
          "main",
          new VersionSource.Tag("version"),
          64L << 20,
          List.of(node("n1"), node("n2"), node("n3")));

  private static Setup.Node node(String name) {
    return new Setup.Node(
        new NodeName(name), "node:" + name, URI.create("http://" + name + ":8008"));
  }

  Switchover switchover(Switchover.Sessions sessions) {
    return new Switchover(
        looks,
        nodes,
        routes,
        Optional.<WriteGate>of(gate).filter(any -> gated),
        shared,
        new Handing(nodes, List.of(N1, N2, N3), timing, q -> background.begin(q)),
        sessions,
        timing);
  }

  Switchover switchover() {
    return switchover(new Switchover.Sessions(Duration.ofSeconds(5), false));
  }

  PatroniWalShipper shipper() {
    return shipper(Optional.empty());
  }

  PatroniWalShipper shipper(Optional<SqlFacts> sql) {
    return new PatroniWalShipper(looks, gathering, sql, new Fencing(shared));
  }

  Inheritance inheritance() {
    return new Inheritance(nodes, routes, Optional.of(gate), shared, 3);
  }

  /** Takes the lease for a roll. */
  long token() {
    return token(new Identity("ann", "desk", RUN, RunKind.ROLL));
  }

  long token(Identity identity) {
    return value(
            shared
                .lease()
                .take(identity, Optional.empty(), "nonce-" + identity.runId(), Optional.empty()))
        .token();
  }

  Snapshot look() {
    return value(looks.fresh()).snapshot();
  }

  RoutingChange change(NodeName node, Routing to) {
    Snapshot seen = look();
    return new RoutingChange(
        node,
        to,
        1,
        1,
        to == Routing.SERVING ? Optional.empty() : Optional.of(hold("ann", RUN, node)),
        false,
        new RoutingChange.Requirement(Optional.empty(), Optional.empty()),
        seen.stamp().revision());
  }

  Hold hold(String owner, RunId run, NodeName node) {
    return new Hold(
        owner,
        run,
        "desk",
        "roll",
        Instant.EPOCH,
        Phase.DRAINING,
        Optional.empty(),
        Optional.of(new Incarnation("started " + node)));
  }

  void mark(NodeName node, Routing routing, Hold hold, long token) {
    Optional<Long> seen =
        Optional.ofNullable(value(shared.look()).marks().get(node))
            .map(SharedState.Marked::revision);
    value(shared.mark(node, seen, Optional.of(new Mark(routing, hold)), 2, token));
  }

  Optional<Routing> marked(NodeName node) {
    return Optional.ofNullable(value(shared.look()).marks().get(node)).map(m -> m.mark().routing());
  }

  static <T> T value(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError("not well: " + reply);
  }

  static CompletableFuture<Reply<SwitchoverAnswer>> atOnce(
      Supplier<Reply<SwitchoverAnswer>> question) {
    return CompletableFuture.completedFuture(question.get());
  }
}
