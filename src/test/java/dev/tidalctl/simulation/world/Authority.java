package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.simulation.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The control plane's word on membership, routing and progress. It keeps its own rules whoever
 * asks: token, revision, hold, leader, transition table, requirements, history, guard, in this
 * order, all at one instant.
 */
public final class Authority {
  private static final long FRESH = Duration.ofSeconds(5).toNanos();

  private final World world;
  private final List<SimNode> nodes;
  private final LeaseDesk leases;
  private final Handovers handovers;
  private final int unhealthyLag;
  boolean running = true;
  long epoch = 1;
  long revision = 1;
  long observation = 1;
  int leader;
  int term = 1;
  int firstKept = 1;
  Optional<Impediment> impediment = Optional.empty();
  private long impededUntil;
  private boolean leaderKnown = true;

  Authority(World world, List<SimNode> nodes, int unhealthyLag) {
    this.world = world;
    this.nodes = nodes;
    this.unhealthyLag = unhealthyLag;
    this.leases = new LeaseDesk(world, this);
    this.handovers = new Handovers(world, this);
  }

  LeaseDesk leases() {
    return leases;
  }

  Handovers handovers() {
    return handovers;
  }

  /** The lease, live or abandoned. */
  public Optional<SimLease> lease() {
    return leases.present();
  }

  /** Counts every change of routing, holds, leadership, membership and processes. */
  public long revision() {
    return revision;
  }

  /** The term of the present leader. */
  public int term() {
    return term;
  }

  /** The leader, where one is known. */
  public Optional<SimNode> leader() {
    return leaderKnown ? Optional.of(nodes.get(leader)) : Optional.empty();
  }

  SimNode leading() {
    return nodes.get(leader);
  }

  void leaderKnown(boolean known) {
    leaderKnown = known;
    revise();
  }

  boolean isLeaderKnown() {
    return leaderKnown;
  }

  /** The node of that name. */
  public SimNode node(NodeName name) {
    for (SimNode node : nodes) {
      if (node.name().equals(name)) {
        return node;
      }
    }
    throw new IllegalArgumentException("no node " + name);
  }

  /** All nodes, in order. */
  public List<SimNode> nodes() {
    return nodes;
  }

  void revise() {
    revision++;
    world.moved();
  }

  /** Sees what there is to see: the truth of this instant, of all that can be reached. */
  void observe() {
    boolean moved = false;
    for (SimNode node : nodes) {
      if (node.up && world.now() < node.hiddenUntil) {
        continue;
      }
      if (node.up != node.reachable) {
        node.reachable = node.up;
        moved = true;
      }
      if (node.up) {
        moved |= node.seen.filter(s -> s.incarnation().equals(node.incarnation())).isEmpty();
        node.seen = Optional.of(look(node));
      }
    }
    observation++;
    if (moved) {
      revise();
    }
    leases.lapse();
  }

  private Observation look(SimNode node) {
    return new Observation(
        node.incarnation(),
        node.version(),
        node.applied(),
        new Position(node.wal.term(node.wal.last()), node.wal.last()),
        node.inFlight,
        !node.wal.beginsOf(leading().wal),
        world.now());
  }

  /** Where the leader's WAL ends, as last seen. */
  Optional<Observation> leaderSeen() {
    return leader().flatMap(SimNode::current);
  }

  /** Whether a node is healthy by what is known: the definition of the semantics, kept apart. */
  public boolean healthy(SimNode node) {
    Optional<Observation> at = node.current().filter(this::fresh);
    Optional<Observation> end = leaderSeen().filter(this::fresh);
    return at.isPresent()
        && end.isPresent()
        && !at.get().diverged()
        && at.get().applied().term() == term
        && end.get().end().seqno() - at.get().applied().seqno() <= unhealthyLag;
  }

  private boolean fresh(Observation seen) {
    return world.now() - seen.at() <= FRESH;
  }

  boolean electable(SimNode node) {
    return node.index() != leader
        && node.routing == Routing.SERVING
        && node.claimsUntil <= world.now()
        && node.current().filter(s -> !s.diverged() && s.applied().term() == term).isPresent();
  }

  /** Changes routing, if everything allows it at this instant. */
  Reply<Done> route(Tool by, RoutingChange change, long token) {
    Optional<Refusal> stale = leases.refuses(token);
    if (stale.isPresent()) {
      return new Reply.Refused<>(stale.get());
    }
    if (change.revision() != revision) {
      return refuse(Refusal.Code.REVISION_CHANGED, "the revision is " + revision);
    }
    SimNode node = node(change.node());
    Optional<Refusal> no = refusal(node, change, token);
    if (no.isPresent()) {
      return new Reply.Refused<>(no.get());
    }
    world.saw(new Occurrence.Rerouting(by, token, change, node));
    put(node, change.to(), change.hold());
    return new Reply.Ok<>(new Done());
  }

  /** Puts routing and hold as they are to be, without asking. */
  void put(SimNode node, Routing to, Optional<Hold> hold) {
    Routing from = node.routing;
    node.routing = to;
    node.hold = hold;
    node.exposed = false;
    if (to == Routing.DRAINED || (to == Routing.REJOINING && from != to)) {
      node.shipping = false;
    } else if (to == Routing.SERVING) {
      node.shipping = true;
    }
    if (from != to) {
      world.rerouted(node, from);
    }
    revise();
  }

  private Optional<Refusal> refusal(SimNode node, RoutingChange change, long token) {
    boolean adopts = change.adopt() && change.hold().isPresent();
    if (!adopts && node.hold.filter(h -> !leases.mayTouch(h, token)).isPresent()) {
      return no(Refusal.Code.HELD_BY_OTHER, node.name() + " is held by " + node.hold.get().owner());
    }
    if (change.to() != Routing.SERVING && leaderKnown && node.index() == leader) {
      return no(Refusal.Code.IS_LEADER, node.name() + " leads");
    }
    if (!allowed(node, change.to())) {
      return no(
          Refusal.Code.ILLEGAL_TRANSITION,
          node.name() + " is " + node.routing + " and can't become " + change.to());
    }
    if (!met(node, change.require())) {
      return no(Refusal.Code.REQUIREMENT_NOT_MET, node.name() + " is not as required");
    }
    boolean diverged = node.current().filter(Observation::diverged).isPresent();
    if (node.routing == Routing.REJOINING && diverged) {
      return no(Refusal.Code.DIVERGED, node.name() + " is off the leader's history");
    }
    return node.routing == Routing.SERVING ? guard(node, change) : Optional.empty();
  }

  private static boolean allowed(SimNode node, Routing to) {
    return switch (node.routing) {
      case SERVING -> to == Routing.DRAINING || (to == Routing.DRAINED && !node.reachable);
      case DRAINING -> to != Routing.REJOINING;
      case DRAINED -> to == Routing.DRAINED || to == Routing.REJOINING;
      case REJOINING -> to == Routing.REJOINING || to == Routing.SERVING;
    };
  }

  private boolean met(SimNode node, RoutingChange.Requirement require) {
    Optional<Observation> seen = node.current();
    if (require.incarnation().isPresent()
        && seen.filter(s -> s.incarnation().equals(require.incarnation().get())).isEmpty()) {
      return false;
    }
    return require.appliedAtLeast().isEmpty()
        || seen.filter(s -> isAt(s.applied(), require.appliedAtLeast().get())).isPresent();
  }

  private static boolean isAt(Position applied, Position atLeast) {
    return applied.term() == atLeast.term() && applied.seqno() >= atLeast.seqno();
  }

  private Optional<Refusal> guard(SimNode leaving, RoutingChange change) {
    int staying = 0;
    for (SimNode node : nodes) {
      if (node != leaving && node.routing == Routing.SERVING && healthy(node)) {
        staying++;
      }
    }
    int out = nodes.size() - staying;
    return staying < change.minServing() || out > change.maxUnavailable()
        ? no(
            Refusal.Code.WOULD_LEAVE_TOO_FEW_SERVING,
            staying + " would still serve, " + out + " be out")
        : Optional.empty();
  }

  /** Closes a node to clients again that is marked out of service. */
  Reply<Done> closeAgain(NodeName name, long token) {
    SimNode node = node(name);
    Optional<Refusal> no = refusesBesides(node, token);
    if (no.isPresent()) {
      return new Reply.Refused<>(no.get());
    }
    if (node.routing == Routing.SERVING) {
      return refuse(Refusal.Code.ILLEGAL_TRANSITION, name + " serves");
    }
    if (node.exposed) {
      node.exposed = false;
      revise();
    }
    return new Reply.Ok<>(new Done());
  }

  /** Ends all client work on a node that is draining. */
  Reply<Done> cutSessions(Tool by, NodeName name, long token) {
    SimNode node = node(name);
    Optional<Refusal> no = refusesBesides(node, token);
    if (no.isPresent()) {
      return new Reply.Refused<>(no.get());
    }
    if (node.routing != Routing.DRAINING) {
      return refuse(Refusal.Code.ILLEGAL_TRANSITION, name + " is not draining");
    }
    world.saw(new Occurrence.Cutting(by, node));
    node.busyUntil = 0;
    node.inFlight = 0;
    return new Reply.Ok<>(new Done());
  }

  private Optional<Refusal> refusesBesides(SimNode node, long token) {
    Optional<Refusal> stale = leases.refuses(token);
    if (stale.isPresent()) {
      return stale;
    }
    return node.hold.filter(h -> !leases.mayTouch(h, token)).isPresent()
        ? no(Refusal.Code.HELD_BY_OTHER, node.name() + " is held by " + node.hold.get().owner())
        : Optional.empty();
  }

  /** Whether nodes are upgraded by a restart. */
  boolean restarts() {
    return world.plan().cluster().restarts();
  }

  /** For a while nothing may be taken out of service. */
  void impede(Fault.Impeded impeded) {
    Duration window = impeded.window();
    impededUntil = world.now() + window.toNanos();
    impediment = Optional.of(impeded.impediment());
    revise();
    world.agenda().in(window, this::easeWhenDue);
  }

  private void easeWhenDue() {
    if (world.now() >= impededUntil) {
      ease();
    }
  }

  /** Nothing speaks against taking nodes out any more. */
  void ease() {
    if (impediment.isPresent()) {
      impediment = Optional.empty();
      revise();
    }
  }

  /** A held node is reached by clients again. */
  void expose(SimNode node) {
    node.exposed = true;
    revise();
  }

  /** Has the leader ship to a node. */
  Reply<Done> ship(NodeName name, Position since, long token) {
    Optional<Refusal> stale = leases.refuses(token);
    if (stale.isPresent()) {
      return new Reply.Refused<>(stale.get());
    }
    SimNode node = node(name);
    if (leader().isEmpty() || !leading().up || !node.up) {
      return refuse(Refusal.Code.OTHER, "the leader or " + name + " does not answer");
    }
    if (node.routing == Routing.DRAINED || node.index() == leader) {
      return refuse(Refusal.Code.ILLEGAL_TRANSITION, "nothing is shipped to " + name);
    }
    if (!node.wal.beginsOf(leading().wal)) {
      return refuse(Refusal.Code.DIVERGED, name + " is off the leader's history");
    }
    if (since.seqno() + 1 < firstKept) {
      return new Reply.Refused<>(
          new Refusal(
              Refusal.Code.WAL_GAP,
              "the first kept is " + firstKept,
              java.util.OptionalLong.of(firstKept),
              Optional.empty()));
    }
    node.shipping = true;
    return new Reply.Ok<>(new Done());
  }

  /** Has the leader append an event that carries nothing. */
  Reply<Position> heartbeat(long token) {
    Optional<Refusal> stale = leases.refuses(token);
    if (stale.isPresent()) {
      return new Reply.Refused<>(stale.get());
    }
    if (leader().isEmpty() || !leading().up || handovers.holdWrites()) {
      return refuse(Refusal.Code.OTHER, "the leader takes no writes now");
    }
    return new Reply.Ok<>(world.tides().append(leading()));
  }

  /** Starts anew: another epoch, a live lease with its whole life before it, no handover. */
  void restart() {
    running = true;
    epoch++;
    leases.renewForRestart();
    handovers.cancel();
    revise();
  }

  /** The process that a node was when last seen. */
  public Optional<Incarnation> incarnationSeen(SimNode node) {
    return node.current().map(Observation::incarnation);
  }

  /** The version that a node ran when last seen. */
  public Optional<Version> versionSeen(SimNode node) {
    return node.seen.map(Observation::version);
  }

  private static Optional<Refusal> no(Refusal.Code code, String detail) {
    return Optional.of(Refusal.of(code, detail));
  }

  static <T> Reply<T> refuse(Refusal.Code code, String detail) {
    return new Reply.Refused<>(Refusal.of(code, detail));
  }
}
