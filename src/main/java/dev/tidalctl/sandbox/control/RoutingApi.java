package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.gateway.WriteGate;
import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Reply;
import dev.tidalctl.sandbox.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Changes of routing, and what goes with them: fence, shipping, heartbeat, leadership. */
final class RoutingApi {
  private static final Duration NODE_LIMIT = Duration.ofSeconds(2);
  private static final Duration HELD_LIMIT = Duration.ofSeconds(3);

  private final Topology topology;
  private final Peers peers;
  private final Assignments assignments;
  private final Handover handover;
  private final WriteGate gate;
  private final GuardLimits ownLimits;

  RoutingApi(
      Topology topology,
      Peers peers,
      Assignments assignments,
      Handover handover,
      WriteGate gate,
      GuardLimits ownLimits) {
    this.topology = topology;
    this.peers = peers;
    this.assignments = assignments;
    this.handover = handover;
    this.gate = gate;
    this.ownLimits = ownLimits;
  }

  void serveOn(HttpEndpoint endpoint) {
    endpoint
        .on("PUT", "/v1/shards/{id}/routing", this::route)
        .on("POST", "/v1/shards/{id}/ship", this::ship)
        .on("GET", "/v1/shards/{id}/digest", this::digest)
        .on("POST", "/v1/wal/heartbeat", this::heartbeat)
        .on("POST", "/v1/leadership", this::leadership);
  }

  private Reply route(Request request) throws InterruptedException {
    long token = Preconditions.token(request);
    long revision = Preconditions.ifMatch(request);
    int shard = Preconditions.shard(request);
    RoutingRequest wanted = RoutingRequest.from(request.document());
    ClusterState changed = wanted.carryOut(topology, shard, token, revision, ownLimits);
    Optional<Position> fence =
        wanted.movesShipping() ? fenceOnceTold(changed, shard) : end(changed.leader());
    return Reply.ok(
        JsonObject.builder()
            .put("epoch", changed.epoch())
            .put("revision", changed.revision())
            .put("fence", fence.map(Position::document))
            .build());
  }

  /**
   * Tells leader and node at the same time: the node itself refuses what is shipped to it while
   * drained, should the leader not answer. A node that is to be shipped to must know it before.
   */
  private Optional<Position> fenceOnceTold(ClusterState changed, int shard)
      throws InterruptedException {
    Member member = changed.member(shard);
    Thread node = Thread.ofPlatform().name("telling " + shard).unstarted(() -> told(shard));
    if (member.reachable()) {
      node.start();
    }
    if (member.routing() == Routing.REJOINING) {
      node.join();
    }
    Optional<Position> fence = told(changed.leader());
    node.join();
    return fence;
  }

  /** Where a node's WAL ends now, if it answers. */
  private Optional<Position> end(int shard) {
    try {
      Reply status = ask(topology.state().member(shard), peer -> peer.get("/status", NODE_LIMIT));
      return Optional.of(Position.from(status.document().object("received")));
    } catch (Problem silent) {
      return Optional.empty();
    }
  }

  /** Tells a node its new assignment; where its WAL ended afterwards, if it answered. */
  private Optional<Position> told(int shard) {
    try {
      return Optional.of(assignments.push(shard));
    } catch (IOException e) {
      System.err.println("shard " + shard + " is to be told again: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Reply ship(Request request) throws IOException {
    int shard = Preconditions.shard(request);
    requireLease(request);
    ClusterState state = topology.state();
    Member member = state.member(shard);
    Position since = Position.from(request.document().object("since"));
    if (state.leader() == shard) {
      throw Problem.of(ProblemCode.IS_LEADER, member.name() + " leads; nobody ships to it");
    }
    if (member.routing() == Routing.DRAINED) {
      throw Problem.of(
          ProblemCode.ILLEGAL_TRANSITION, member.name() + " is drained: nothing is shipped to it");
    }
    JsonObject check =
        JsonObject.builder()
            .put("since", since.document())
            .put("url", member.process().map(Member.Incarnation::url).map(Object::toString))
            .build();
    return leader(state, peer -> peer.post("/ship-check", check, NODE_LIMIT));
  }

  private Reply heartbeat(Request request) throws InterruptedException {
    requireLease(request);
    if (!gate.enter(HELD_LIMIT)) {
      throw Problem.of(ProblemCode.LEADER_UNREACHABLE, "writes are held by a handover");
    }
    try {
      return leader(
          topology.state(), peer -> peer.post("/heartbeat", JsonObject.empty(), NODE_LIMIT));
    } finally {
      gate.leave();
    }
  }

  private Reply digest(Request request) {
    Member member = topology.state().member(Preconditions.shard(request));
    return ask(member, peer -> peer.get("/digest?" + request.rawQuery(), NODE_LIMIT));
  }

  private Reply leadership(Request request) {
    JsonObject wish = request.document();
    handover.start(
        new Handover.Wish(
            wish.integer("from"),
            wish.integer("to"),
            wish.number("term"),
            Preconditions.token(request)),
        Preconditions.ifMatch(request));
    return Reply.json(202, JsonObject.empty());
  }

  private void requireLease(Request request) {
    long token = Preconditions.token(request);
    topology.change(draft -> LeaseRules.require(draft.state().lease(), token));
  }

  private interface Call {
    Reply on(HttpPeer peer) throws IOException;
  }

  private Reply leader(ClusterState state, Call call) {
    return ask(state.member(state.leader()), call);
  }

  private Reply ask(Member member, Call call) {
    try {
      HttpPeer peer =
          peers
              .peer(member)
              .orElseThrow(() -> new IOException(member.name() + " never registered"));
      return call.on(peer);
    } catch (IOException e) {
      throw Problem.with(
          ProblemCode.LEADER_UNREACHABLE,
          member.name() + " does not answer: " + e.getMessage(),
          "node",
          member.name());
    }
  }
}
