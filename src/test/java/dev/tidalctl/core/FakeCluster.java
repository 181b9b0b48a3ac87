package dev.tidalctl.core;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.HookJob;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.LagUnit;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Role;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.Pacer;
import dev.tidalctl.core.port.Stagehand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A cluster in memory under a virtual clock: the leader is written to at a steady rate, followers
 * that are shipped to apply ten times as fast. It enforces the transition table and the fencing
 * token as a control plane does, and lists every change that it was asked for.
 */
final class FakeCluster implements Stagehand, Pacer {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LATENCY = Duration.ofMillis(2);
  private static final Duration TERM_SPREADS = Duration.ofMillis(50);
  private static final Duration OBSERVATION = Duration.ofMillis(10);

  private record Due(Duration at, long seq, Runnable then) {}

  final List<String> asked = new ArrayList<>();
  final Map<NodeName, FakeNode> nodes = new LinkedHashMap<>();
  String name = "test";
  double writeRate = 500;
  OptionalLong retentionCap = OptionalLong.of(10_000_000);
  OptionalLong firstKept = OptionalLong.of(1);
  LagUnit lagUnit = LagUnit.EVENTS;
  boolean reachable = true;
  boolean blind;

  /** How much longer than they would each look takes from now on. */
  Duration looksTake = Duration.ZERO;

  boolean heartbeats = true;

  /** Whether the answer of a change of routing carries a fence. */
  boolean tellsFence = true;

  boolean cutsSessions = true;
  Optional<String> unavailable = Optional.empty();
  boolean opensBeforeItUnmarks;
  boolean digestsAgree = true;
  boolean handsOver = true;

  /** Who leads after a handover, whoever was asked. */
  OptionalInt usurper = OptionalInt.empty();

  private List<Impediment> impediments = List.of();
  List<String> cautions = List.of();
  final FakeLease lease = new FakeLease();
  final FakeCommands commands = new FakeCommands();
  int fewestServing = Integer.MAX_VALUE;
  Predicate<Effect> losesReply = e -> false;
  Predicate<Effect> reachesNobody = e -> false;
  Function<Effect, Duration> takes = e -> LATENCY;
  private NodeName leader;
  private long term = 1;
  private double leaderSeqno = 1000;
  private long revision = 1;
  private Duration now = Duration.ZERO;
  private long seq;
  private int process;
  Duration hookTakes = Duration.ofMillis(300);
  Function<HookJob, CommandEnd.How> hooks = job -> new CommandEnd.How.Exited(0);
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::seq));
  private final List<Input> inbox = new ArrayList<>();

  /** Nodes node-0, node-1, … each in a zone of its own unless zones are given; node-0 leads. */
  FakeCluster(int size, String... zones) {
    for (int i = 0; i < size; i++) {
      FakeNode node = new FakeNode("node-" + i, i < zones.length ? zones[i] : "zone-" + i);
      node.applied = leaderSeqno;
      nodes.put(node.name, node);
    }
    leader = new NodeName("node-0");
  }

  FakeNode node(int i) {
    return Optional.ofNullable(nodes.get(new NodeName("node-" + i))).orElseThrow();
  }

  private FakeNode leading() {
    return Optional.ofNullable(nodes.get(leader)).orElseThrow();
  }

  void at(Duration when, Runnable then) {
    agenda.add(new Due(when, seq++, then));
  }

  /** Something asks the run to stop. */
  void stopAt(Duration when, Input.Stop how) {
    at(when, () -> inbox.add(new Input.StopAsked(how)));
  }

  /** The tool dies and is started again after a while; what it asked for still takes effect. */
  void restartTool(Duration after) {
    process++;
    inbox.clear();
    Duration until = now.plus(after);
    while (!agenda.isEmpty() && agenda.peek().at().compareTo(until) <= 0) {
      Due due = agenda.poll();
      pass(due.at());
      due.then().run();
    }
    pass(until);
  }

  /** Its load balancer forgets that it is out of service. */
  void expose(int node) {
    node(node).exposed = true;
    revision++;
  }

  /** Nothing may be taken out any more, for these reasons; for none, it may again. */
  void impede(String... reasons) {
    impediments = Stream.of(reasons).map(Impediment::lasting).toList();
    revision++;
  }

  /** Somebody without whom nothing may be taken out can't be reached. */
  void lose(String... who) {
    impediments = Stream.of(who).map(Impediment::unreached).toList();
    revision++;
  }

  /** Looks miss something, which speaks against taking anything out. */
  void miss(String... answers) {
    impediments = Stream.of(answers).map(Impediment::passing).toList();
    revision++;
  }

  /** A probe asked once more. */
  void probed(ProbeReading reading) {
    inbox.add(new Input.Probed(reading));
  }

  void moveLeader(int to) {
    leader = node(to).name;
    term++;
    revision++;
    node(to).term = term;
    long next = term;
    at(now.plus(TERM_SPREADS), () -> nodes.values().forEach(n -> n.term = next));
  }

  @Override
  public Moment now() {
    return new Moment(now, EPOCH.plus(now));
  }

  @Override
  public void start(long id, Effect effect) {
    switch (effect) {
      case Effect.Look look -> look(id, look);
      case Effect.RunUpgrade(var job) -> upgrade(id, job);
      case Effect.RunHook(var job) -> hook(id, job);
      case Effect.TakeLease take ->
          quick(id, effect, () -> new Outcome.LeaseTaken(lease.take(take, EPOCH.plus(now))));
      case Effect.RenewLease(long token) ->
          quick(id, effect, () -> new Outcome.LeaseRenewed(lease.renew(token, EPOCH.plus(now))));
      case Effect.ReleaseLease(long token) ->
          quick(
              id,
              effect,
              () -> {
                lease.release(token);
                endDraining();
                return new Outcome.LeaseReleased(new Reply.Ok<>(new Done()));
              });
      case Effect.ChangeRouting(var change, long token) -> {
        Duration opening = Duration.ZERO;
        if (opensBeforeItUnmarks && change.to() == Routing.SERVING) {
          Optional.ofNullable(nodes.get(change.node())).orElseThrow().exposed = true;
          opening = OBSERVATION.multipliedBy(5);
        }
        Duration unmarked = now.plus(opening);
        if (opening.isZero()) {
          quick(id, effect, () -> new Outcome.RoutingChanged(routed(change, token)));
        } else {
          int asker = process;
          at(unmarked, () -> end(asker, id, new Outcome.RoutingChanged(routed(change, token))));
        }
      }
      case Effect.CloseAgain(var node, long token) ->
          quick(id, effect, () -> new Outcome.ClosedAgain(closeAgain(node, token)));
      case Effect.CutSessions(var node, long token) ->
          quick(id, effect, () -> new Outcome.SessionsCut(cutSessions(node, token)));
      case Effect.MoveLeadership(var handover, long token) ->
          quick(
              id,
              effect,
              () -> {
                asked.add("lead " + handover.to());
                if (handsOver) {
                  moveLeader(usurper.orElse(Integer.parseInt(handover.to().value().substring(5))));
                }
                return new Outcome.LeadershipAsked(new Reply.Ok<>(new Done()));
              });
      case Effect.Ship(var node, var since, long token) ->
          quick(
              id,
              effect,
              () -> {
                asked.add("ship " + node);
                return new Outcome.ShippingAsked(new Reply.Ok<>(new Done()));
              });
      case Effect.AppendHeartbeat h ->
          quick(id, effect, () -> new Outcome.HeartbeatAppended(heartbeat()));
      case Effect.CompareDigests c ->
          quick(
              id,
              effect,
              () ->
                  new Outcome.DigestsRead(
                      new Reply.Ok<>(new Digests("aa", digestsAgree ? "aa" : "bb"))));
      case Effect.ReadServingFloor f ->
          quick(
              id,
              effect,
              () -> new Outcome.ServingFloorRead(new Reply.Ok<>(OptionalInt.of(fewestServing))));
    }
  }

  @Override
  public Input next(Duration atMost) {
    Duration deadline = now.plus(atMost);
    while (inbox.isEmpty()) {
      Due due = agenda.peek();
      if (due == null || due.at().compareTo(deadline) > 0) {
        pass(deadline);
        return new Input.Tick();
      }
      agenda.poll();
      pass(due.at());
      due.then().run();
    }
    return inbox.removeFirst();
  }

  private void pass(Duration to) {
    double seconds = Math.max(0, to.minus(now).toNanos() / 1e9);
    now = to;
    if (lease.passes(EPOCH.plus(now))) {
      endDraining();
    }
    FakeNode leading = leading();
    if (leading.reachable) {
      leaderSeqno += seconds * writeRate;
      leading.applied = leaderSeqno;
    }
    for (FakeNode node : nodes.values()) {
      if (node.reachable && node.applying && node.routing != Routing.DRAINED) {
        node.applied =
            Math.min(leaderSeqno, node.applied + seconds * Math.max(1000, writeRate * 10));
      }
    }
    long serving =
        nodes.values().stream().filter(n -> n.reachable && n.routing == Routing.SERVING).count();
    fewestServing = (int) Math.min(fewestServing, serving);
  }

  private void endDraining() {
    for (FakeNode node : nodes.values()) {
      if (node.routing == Routing.DRAINING) {
        node.routing = Routing.SERVING;
        node.hold = Optional.empty();
        revision++;
      }
    }
  }

  private void quick(long id, Effect effect, java.util.function.Supplier<Outcome> does) {
    int asker = process;
    at(
        now.plus(takes.apply(effect)),
        () -> {
          if (!reachable || reachesNobody.test(effect)) {
            end(asker, id, Failing.unreachable(effect));
            return;
          }
          Outcome outcome = does.get();
          end(asker, id, losesReply.test(effect) ? Failing.lost(effect) : outcome);
        });
  }

  private void end(int asker, long id, Outcome outcome) {
    if (asker == process) {
      inbox.add(new Input.Ended(id, outcome));
    }
  }

  private Duration lookTakes(Effect.Look look) {
    if (look.after().isEmpty() || look.after().get().revision() < revision) {
      return LATENCY;
    }
    return switch (look.of()) {
      case OBSERVATION -> progresses() ? OBSERVATION : look.atMost();
      case REVISION -> look.atMost();
    };
  }

  private boolean progresses() {
    return writeRate > 0
        || nodes.values().stream().anyMatch(n -> n.reachable && n.applied < leaderSeqno);
  }

  private void look(long id, Effect.Look look) {
    int asker = process;
    at(now.plus(lookTakes(look)).plus(looksTake), () -> end(asker, id, look()));
  }

  private Outcome look() {
    return new Outcome.Looked(
        reachable && !blind
            ? new Reply.Ok<>(snapshot())
            : new Reply.Unreachable<>("no route to test"));
  }

  Snapshot snapshot() {
    return new Snapshot(
        name,
        new Stamp(1, revision, seq),
        Optional.of(leader),
        leaderEnd(),
        Optional.of(EPOCH.plus(now)),
        firstKept,
        EPOCH.plus(now),
        OptionalDouble.of(writeRate),
        retentionCap,
        lagUnit,
        lease.shown(),
        true,
        nodes.values().stream().map(this::view).toList(),
        impediments,
        cautions);
  }

  private NodeView view(FakeNode node) {
    boolean leads = node.name.equals(leader);
    return new NodeView(
        node.name,
        OptionalInt.of(Integer.parseInt(node.name.value().substring(5))),
        leads ? Role.LEADER : Role.FOLLOWER,
        node.zone,
        node.routing,
        node.hold,
        node.reachable,
        !leads && node.electable && node.reachable && node.routing == Routing.SERVING,
        node.diverged,
        node.incarnation(),
        node.reachable ? Optional.of(new Version(node.version)) : Optional.empty(),
        node.reachable
            ? Optional.of(new Position(node.term, (long) node.applied))
            : Optional.empty(),
        OptionalInt.of(node.inFlight),
        Optional.of(EPOCH.plus(now)),
        node.exposed,
        node.work);
  }

  private Reply<Done> change(RoutingChange change, long token) {
    FakeNode node = Optional.ofNullable(nodes.get(change.node())).orElseThrow();
    if (unavailable.isPresent()) {
      return new Reply.Unreachable<>(unavailable.get());
    }
    if (!lease.valid(token)) {
      return new Reply.Refused<>(
          Refusal.of(Refusal.Code.STALE_TOKEN, "token " + token + " is stale"));
    }
    if (change.revision() != revision) {
      return new Reply.Refused<>(Refusal.of(Refusal.Code.REVISION_CHANGED, "moved on"));
    }
    boolean stays = node.routing == change.to();
    if (!stays && !TransitionTable.allows(node.routing, change.to(), node.reachable)) {
      return new Reply.Refused<>(
          Refusal.of(Refusal.Code.ILLEGAL_TRANSITION, node.routing + " to " + change.to()));
    }
    if (change.require().incarnation().isPresent()
        && !change.require().incarnation().equals(node.incarnation())) {
      return new Reply.Refused<>(Refusal.of(Refusal.Code.REQUIREMENT_NOT_MET, "restarted"));
    }
    node.routing = change.to();
    node.hold = change.hold();
    node.exposed = false;
    revision++;
    asked.add(
        node.name
            + " "
            + Words.of(change.to())
            + (stays ? " (" + change.hold().map(h -> h.phase().name()).orElse("") + ")" : ""));
    return new Reply.Ok<>(new Done());
  }

  private Reply<Done> closeAgain(NodeName name, long token) {
    asked.add("close " + name + " again");
    FakeNode node = Optional.ofNullable(nodes.get(name)).orElseThrow();
    if (!lease.valid(token)) {
      return new Reply.Refused<>(Refusal.of(Refusal.Code.STALE_TOKEN, "stale"));
    }
    node.exposed = node.staysExposed;
    revision++;
    return new Reply.Ok<>(new Done());
  }

  private Reply<Done> cutSessions(NodeName name, long token) {
    asked.add("cut " + name);
    FakeNode node = Optional.ofNullable(nodes.get(name)).orElseThrow();
    if (!lease.valid(token)) {
      return new Reply.Refused<>(Refusal.of(Refusal.Code.STALE_TOKEN, "stale"));
    }
    if (!cutsSessions) {
      return new Reply.Refused<>(Refusal.of(Refusal.Code.UNSUPPORTED, "no such thing here"));
    }
    if (node.sessionsEnd) {
      node.inFlight = 0;
    }
    return new Reply.Ok<>(new Done());
  }

  private Reply<Routed> routed(RoutingChange change, long token) {
    return change(change, token)
        .map(done -> new Routed(tellsFence ? leaderEnd() : Optional.empty()));
  }

  private Optional<Position> leaderEnd() {
    return leading().reachable
        ? Optional.of(new Position(term, (long) leaderSeqno))
        : Optional.empty();
  }

  private Reply<Position> heartbeat() {
    if (!heartbeats) {
      return new Reply.Refused<>(Refusal.of(Refusal.Code.UNSUPPORTED, "no heartbeats here"));
    }
    leaderSeqno++;
    return new Reply.Ok<>(new Position(term, (long) leaderSeqno));
  }

  private void hook(long id, HookJob job) {
    int asker = process;
    asked.add(job.hook().word() + job.node().map(node -> " " + node).orElse(""));
    at(
        now.plus(hookTakes),
        () ->
            end(
                asker,
                id,
                new Outcome.HookEnded(new CommandEnd(hooks.apply(job), hookTakes, "/hook.log"))));
  }

  private void upgrade(long id, UpgradeJob job) {
    int asker = process;
    if (!commands.claim(job, end -> end(asker, id, new Outcome.UpgradeEnded(end)))) {
      return;
    }
    NodeName name = job.node();
    FakeNode node = Optional.ofNullable(nodes.get(name)).orElseThrow();
    asked.add("upgrade " + name + (name.equals(leader) ? " WHILE IT LEADS" : ""));
    if (node.restarts) {
      node.reachable = false;
      revision++;
    }
    at(
        now.plus(node.upgradeTakes),
        () -> {
          if (node.restarts) {
            node.reachable = true;
            node.starts++;
            node.version = node.comesBackAs.orElse("2.0.0");
            revision++;
          }
          commands.ended(
              job,
              new CommandEnd(
                  new CommandEnd.How.Exited(node.exitStatus), node.upgradeTakes, "/log"));
        });
  }
}
