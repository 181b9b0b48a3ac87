package dev.tidalctl.render.page;

import dev.tidalctl.core.History;
import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Headway;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Incarnation;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Writes the journal of a roll from 1.0.0 to 2.0.0, as a run would, at 500 events a second. */
final class Tale {
  private static final Instant BEGIN = Instant.parse("2026-03-14T09:15:00Z");
  private static final Version OLD = new Version("1.0.0");
  private static final Version NEW = new Version("2.0.0");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<Recorded> facts = new ArrayList<>();
  private final List<NodeName> nodes;
  private final Identity identity =
      new Identity("alice@ops-1", "ops-1", new RunId("20260314-091500-7f3a"), RunKind.ROLL);
  private final RunTerms terms;
  private Duration elapsed = Duration.ZERO;
  private long effects;
  private long term = 3;

  /** A roll of these nodes begins. */
  Tale(String... names) {
    this.nodes = List.of(names).stream().map(NodeName::new).toList();
    this.terms = terms(nodes);
    tell(new Event.RunStarted(identity, terms));
    tell(new Event.LeaseTaken(7));
    tell(
        new Event.NodesChosen(
            nodes.stream().map(n -> new Event.NodeBefore(n, Optional.of(OLD))).toList()));
  }

  private static RunTerms terms(List<NodeName> nodes) {
    return new RunTerms(
        ClusterTerms.of("prod", "tidal"),
        new Order.Roll(
            nodes.stream().map(n -> new Member(n, n.value())).toList(),
            Optional.of(NEW),
            new UpgradeCommand.Argv(List.of("install-tidal")),
            Set.of(),
            Set.of(),
            Set.of(),
            false,
            OptionalInt.empty()),
        new Policy(
            Math.max(1, nodes.size() - 1),
            1,
            0,
            10_000,
            3,
            Duration.ZERO,
            new Limits(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT),
            OptionalInt.of(3),
            Optional.empty()),
        "secret-nonce");
  }

  /** Time passes. */
  Tale after(long millis) {
    elapsed = elapsed.plusMillis(millis);
    return this;
  }

  /** Something happens. */
  Tale tell(Event event) {
    facts.add(new Recorded(facts.size() + 1, new Moment(elapsed, BEGIN.plus(elapsed)), event));
    return this;
  }

  private Position end() {
    return new Position(term, 1_000 + elapsed.toMillis() / 2);
  }

  private Moment now() {
    return new Moment(elapsed, BEGIN.plus(elapsed));
  }

  /** A node's whole turn. */
  Tale rolls(String name) {
    return drains(name).upgrades(name).rejoins(name);
  }

  /** A node leaves service. */
  Tale drains(String name) {
    NodeName node = new NodeName(name);
    tell(new Event.GatePassed(List.of(node)));
    enter(node, new Stage.StoppingTraffic());
    after(20).enter(node, new Stage.Emptying(BEGIN, now(), false));
    Position fence = end();
    after(60)
        .enter(
            node,
            new Stage.CatchingUp(
                BEGIN, Optional.of(fence), new Headway(Optional.of(fence.minus(25)), now())));
    after(90).enter(node, new Stage.TakingOut(Optional.of(fence)));
    return after(30)
        .enter(
            node, new Stage.Out(Optional.of(new Incarnation("first-" + name)), Optional.of(fence)));
  }

  /** Its command runs and succeeds. */
  Tale upgrades(String name) {
    NodeName node = new NodeName(name);
    Effect.RunUpgrade run = command(node, 1);
    after(10).enter(node, new Stage.RunningCommand(1));
    long id = started(run);
    return after(1_800).ended(id, run, new CommandEnd.How.Exited(0));
  }

  /** It comes back. */
  Tale rejoins(String name) {
    NodeName node = new NodeName(name);
    enter(node, new Stage.Returning());
    Position applied = end().minus(900);
    after(150).enter(node, new Stage.Readmitting());
    enter(node, new Stage.Sampling(0, Optional.empty(), BEGIN, reached(applied)));
    after(400).enter(node, new Stage.Proving(Optional.empty(), now()));
    Effect heartbeat = new Effect.AppendHeartbeat(node, 7);
    long id = started(heartbeat);
    after(20)
        .tell(
            new Event.EffectEnded(
                id, heartbeat, new Outcome.HeartbeatAppended(new Reply.Ok<>(end()))));
    tell(new Event.Proven(node, "it applied new WAL"));
    after(30).enter(node, new Stage.Admitting(end().minus(3)));
    return after(40)
        .enter(node, new Stage.Finished(new NodeUpgradeStatus.Complete()))
        .tell(
            new Event.ProbeMeasured(new Availability(50, 0, Duration.ofMillis(61), Duration.ZERO)));
  }

  /** Its command fails, and the roll with it. */
  Tale fails(String name, String why) {
    NodeName node = new NodeName(name);
    Effect.RunUpgrade run = command(node, 1);
    after(10).enter(node, new Stage.RunningCommand(1));
    long id = started(run);
    after(900).ended(id, run, new CommandEnd.How.Exited(1));
    enter(node, new Stage.Broken(new Failure(Failure.Kind.BROKEN, why)));
    return endsWith(Ending.Kind.FAILED, name + " failed: " + why);
  }

  /** Leadership goes from one to the other, at the second try. */
  Tale leadershipMoves(String from, String to) {
    Effect.MoveLeadership move =
        new Effect.MoveLeadership(new Handover(new NodeName(from), new NodeName(to), term, 41), 7);
    long first = started(move);
    after(120)
        .tell(
            new Event.EffectEnded(
                first,
                move,
                new Outcome.LeadershipAsked(
                    new Reply.Refused<Done>(
                        Refusal.of(Refusal.Code.NOT_ELECTABLE, to + " is behind")))));
    started(move);
    term++;
    return after(240).tell(new Event.LeadershipMoved(new NodeName(from), new NodeName(to), term));
  }

  /** The probe is not answered for a second. */
  Tale clientsWait() {
    tell(
        new Event.ProbeFailing(
            new Availability(40, 3, Duration.ofMillis(180), Duration.ZERO), 3, "HTTP 503"));
    return after(1_000)
        .tell(
            new Event.ProbeAnswering(
                new Availability(3, 17, Duration.ofMillis(1_100), Duration.ZERO), 3));
  }

  /** Another process goes on, after the one before was killed so long ago. */
  Tale diedAndResumed(long millisAway) {
    return resumed(millisAway, Optional.empty());
  }

  /** Another process goes on, after the one before ended so. */
  Tale resumed(long millisAway, Optional<Ending> before) {
    after(millisAway).tell(new Event.RunResumed(identity, terms, before));
    return tell(new Event.LeaseTaken(8));
  }

  /** All is done. */
  Tale completes() {
    tell(new Event.ServingFloor(nodes.size() - 1));
    tell(new Event.LeaseReleased());
    String all = nodes.size() + " of " + nodes.size();
    return endsWith(Ending.Kind.COMPLETE, all + " nodes Complete at version 2.0.0");
  }

  /** It ends. */
  Tale endsWith(Ending.Kind kind, String reason) {
    return after(5).tell(new Event.RunEnded(new Ending(kind, reason)));
  }

  /** As it is told. */
  RunStory story(Optional<String> next) {
    History history = History.of(facts).orElseThrow();
    Ending ending =
        history
            .ending()
            .orElse(new Ending(Ending.Kind.STOPPED, "its process died before it ended"));
    return new RunStory(history.report(), ending, next, facts);
  }

  Tale enter(NodeName node, Stage stage) {
    return tell(new Event.StageEntered(node, stage));
  }

  private Headway reached(Position applied) {
    return new Headway(Optional.of(applied), now());
  }

  private long started(Effect effect) {
    effects++;
    tell(new Event.EffectStarted(effects, effect));
    return effects;
  }

  private Tale ended(long id, Effect effect, CommandEnd.How how) {
    return tell(
        new Event.EffectEnded(
            id,
            effect,
            new Outcome.UpgradeEnded(new CommandEnd(how, Duration.ofMillis(1_800), "node.log"))));
  }

  private Effect.RunUpgrade command(NodeName node, int attempt) {
    return new Effect.RunUpgrade(
        new UpgradeJob.Command(
            node,
            identity.runId(),
            attempt,
            List.of("install-tidal", node.value(), "2.0.0"),
            Map.of(),
            LIMIT));
  }
}
