package dev.tidalctl.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.RoutingChange.Requirement;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.TakeOver;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A cluster under test, and what the rules ask of it. */
public final class Bench {
  static final RunId RUN = new RunId("20260101-000000-aaaa");
  static final RunId OTHER_RUN = new RunId("20260101-000000-bbbb");
  static final Requirement NOTHING = new Requirement(Optional.empty(), Optional.empty());
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int TRIES = 20;

  private final PortFixture fixture;

  Bench(PortFixture fixture) {
    this.fixture = fixture;
  }

  PortFixture fixture() {
    return fixture;
  }

  ControlPlane plane() {
    return fixture.controlPlane();
  }

  Lease lease() {
    return fixture.lease();
  }

  static Identity identity(RunId run) {
    return new Identity("ann@desk", "desk", run, RunKind.ROLL);
  }

  Reply<LeaseGrant> take(RunId run, String nonce, Optional<TakeOver> takeOver) {
    return lease().take(identity(run), Optional.empty(), nonce, takeOver);
  }

  /** The lease of the usual run; its token. */
  long token() {
    return ok(take(RUN, "nonce-1", Optional.empty())).token();
  }

  Snapshot look() {
    return ok(plane().look(Optional.empty(), Interest.REVISION, Duration.ZERO));
  }

  NodeView node(NodeName name) {
    return look().node(name).orElseThrow();
  }

  /** Looks until the cluster shows something, for two minutes at most. */
  Snapshot await(String what, Predicate<Snapshot> so) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Snapshot seen = look();
    while (!so.test(seen)) {
      assertTrue(System.nanoTime() < deadline, "not so within " + LIMIT + ": " + what);
      Optional<Stamp> after = Optional.of(seen.stamp());
      seen = ok(plane().look(after, Interest.OBSERVATION, Duration.ofSeconds(1)));
    }
    return seen;
  }

  /** All nodes serve and tell all that a decision needs. */
  Snapshot atRest() {
    return await(
        "all nodes at rest",
        s ->
            s.nodes().size() == 3
                && s.leader().isPresent()
                && s.leaderPosition().isPresent()
                && s.nodes().stream().allMatch(n -> isAtRest(n, s)));
  }

  private static boolean isAtRest(NodeView node, Snapshot snapshot) {
    return node.reachable()
        && node.routing() == Routing.SERVING
        && node.incarnation().isPresent()
        && node.observedAt().isPresent()
        && snapshot.lag(node).isPresent()
        && node.inFlight().isPresent();
  }

  NodeName leader() {
    return look().leader().orElseThrow();
  }

  /** The nth follower, from 0, in the cluster's order. */
  NodeName follower(int nth) {
    Snapshot seen = look();
    return seen.nodes().stream()
        .map(NodeView::name)
        .filter(name -> !seen.isLeader(name))
        .skip(nth)
        .findFirst()
        .orElseThrow();
  }

  static Hold hold(RunId run, Phase phase, NodeView node) {
    return new Hold(
        "ann@desk",
        run,
        "desk",
        "conformance",
        Instant.parse("2026-01-01T00:00:00Z"),
        phase,
        Optional.empty(),
        node.incarnation());
  }

  /** A change as the core would ask for it on this snapshot. */
  static RoutingChange change(NodeName name, Routing to, Snapshot seen) {
    NodeView node = seen.node(name).orElseThrow();
    Phase phase =
        switch (to) {
          case SERVING, DRAINING -> Phase.DRAINING;
          case DRAINED -> Phase.DRAINED;
          case REJOINING -> Phase.REJOINING;
        };
    return new RoutingChange(
        name,
        to,
        1,
        1,
        to == Routing.SERVING ? Optional.empty() : Optional.of(hold(RUN, phase, node)),
        false,
        new Requirement(
            node.routing() == to ? Optional.empty() : node.incarnation(), Optional.empty()),
        seen.stamp().revision());
  }

  /** Makes a change on a fresh look; again when only the revision had moved. */
  Reply<Routed> route(NodeName name, Routing to, long token) {
    return settled(() -> plane().changeRouting(change(name, to, look()), token));
  }

  /** The same request again while it is refused for the revision alone. */
  static <T> Reply<T> settled(Supplier<Reply<T>> request) {
    Reply<T> reply = request.get();
    for (int i = 0; i < TRIES && isMoved(reply); i++) {
      reply = request.get();
    }
    return reply;
  }

  private static boolean isMoved(Reply<?> reply) {
    return reply instanceof Reply.Refused<?>(Refusal why)
        && why.code() == Refusal.Code.REVISION_CHANGED;
  }

  /** Takes a follower out of service, step by step. */
  void drain(NodeName name, long token) {
    ok(route(name, Routing.DRAINING, token));
    await(
        name + " to be idle",
        s -> s.node(name).filter(n -> n.inFlight().orElse(1) == 0).isPresent());
    ok(route(name, Routing.DRAINED, token));
  }

  static <T> T ok(Reply<T> reply) {
    return reply instanceof Reply.Ok<T>(T value) ? value : fail("not Ok: " + reply);
  }

  static void refused(Refusal.Code code, Reply<?> reply) {
    assertEquals(
        code,
        reply instanceof Reply.Refused<?>(Refusal refusal)
            ? refusal.code()
            : fail("not refused: " + reply),
        reply::toString);
  }

  /** A request that changes nothing and whose refusal says why; whichever code it has. */
  static Refusal refusal(Reply<?> reply) {
    return reply instanceof Reply.Refused<?>(Refusal refusal)
        ? refusal
        : fail("not refused: " + reply);
  }
}
