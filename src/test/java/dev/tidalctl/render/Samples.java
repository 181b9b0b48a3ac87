package dev.tidalctl.render;

import dev.tidalctl.core.model.Availability;
import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.HookJob;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Plan;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.RunReport.Span;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.UpgradeJob;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.render.CheckReport.Verdict;
import dev.tidalctl.render.ClusterStatus.NodeStatus;
import dev.tidalctl.testing.SampleCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** One of everything that is shown. */
final class Samples {
  static final NodeName NODE_0 = new NodeName("node-0");
  static final NodeName NODE_1 = new NodeName("node-1");
  static final NodeName NODE_2 = new NodeName("node-2");
  static final Version OLD = new Version("1.0.0");
  static final Version NEW = new Version("2.0.0");
  private static final RunTerms TERMS =
      new RunTerms(
          ClusterTerms.of("prod", "tidal"),
          new Order.Roll(
              List.of(),
              Optional.of(NEW),
              new UpgradeCommand.Argv(List.of("upgrade")),
              Set.of(),
              Set.of(),
              Set.of(),
              false,
              OptionalInt.empty()),
          new Policy(
              1,
              1,
              0,
              10_000,
              3,
              Duration.ZERO,
              new Limits(
                  Duration.ofSeconds(30),
                  Duration.ofMinutes(30),
                  Duration.ofSeconds(60),
                  Duration.ofMinutes(30),
                  Duration.ofSeconds(60)),
              OptionalInt.empty(),
              Optional.empty()),
          "secret-nonce");
  static final Ending COMPLETE =
      new Ending(Ending.Kind.COMPLETE, "2 of 2 nodes Complete at version 2.0.0");
  static final String WHY =
      "its upgrade command ended with exit status 1; node-1 is drained and held";
  static final Ending FAILED = new Ending(Ending.Kind.FAILED, "node-1 failed: " + WHY);

  private Samples() {}

  static ClusterStatus whole() {
    return judged(SampleCluster.of(3).snapshot(), Optional.empty());
  }

  static ClusterStatus unfinished() {
    Snapshot snapshot =
        SampleCluster.of(3)
            .at(1, "2.0.0")
            .held(1, Routing.DRAINED, Phase.UPGRADING, "rolling to 2.0.0")
            .behind(1, 310)
            .silent(2)
            .leased(true)
            .snapshot();
    return judged(
        snapshot, Optional.of("tidalctl roll --resume 20260314-091400-7f3a --cluster prod.yaml"));
  }

  static ClusterStatus leaderless() {
    return judged(SampleCluster.of(1).leaderless().snapshot(), Optional.empty());
  }

  private static ClusterStatus judged(Snapshot snapshot, Optional<String> next) {
    return new ClusterStatus(
        snapshot,
        "tidal",
        1,
        snapshot.nodes().stream().map(node -> judged(node, snapshot)).toList(),
        snapshot.leader().isPresent() ? Optional.empty() : Optional.of(SampleCluster.RUN),
        next);
  }

  private static NodeStatus judged(NodeView node, Snapshot snapshot) {
    NodeUpgradeStatus status =
        node.hold().isPresent()
            ? new NodeUpgradeStatus.Failed(WHY)
            : new NodeUpgradeStatus.Pending();
    return new NodeStatus(
        node,
        status,
        snapshot.lag(node),
        node.reachable() ? Optional.empty() : Optional.of("it does not answer"));
  }

  static Plan plan() {
    List<String> command = List.of("ssh", "db-1.example", "sudo", "install-tidal", "2.0.0");
    return new Plan(
        Optional.of(NEW),
        List.of(
            new Plan.Batch(
                "b",
                List.of(new Plan.Item(NODE_1, OptionalInt.of(1), Optional.of(OLD), false, command)),
                2),
            new Plan.Batch(
                "a",
                List.of(new Plan.Item(NODE_0, OptionalInt.of(0), Optional.empty(), true, command)),
                2)),
        List.of(new Plan.Skipped(NODE_2, "already at version 2.0.0")),
        List.of(Impediment.lasting("node-3 is held by bob@ops-2: new disk")),
        List.of("WAL is kept for 400 s at 500 events/s, less than the upgrade limit 1800 s"));
  }

  static PlannedRoll planned() {
    return new PlannedRoll(
        "prod",
        plan(),
        new PlannedRoll.Away(
            Optional.of(Duration.ofSeconds(400)),
            "at most 6m40s: 200000 events of WAL are kept, written at 500 a second"),
        Optional.of(
            new PlannedRoll.Estimate(
                2,
                5,
                Map.of(
                    Span.DRAIN, Duration.ofMillis(310),
                    Span.UPGRADE, Duration.ofMillis(42_500),
                    Span.REJOIN, Duration.ofMillis(1_048)),
                Duration.ofSeconds(10),
                Duration.ofMillis(97_716))),
        List.of("--to=2.0.0", "--skip=node-2"),
        new TreeMap<>(Map.of("leader", "node-0", "order", "node-1; node-0")));
  }

  static PlannedRoll planned(Plan plan) {
    return new PlannedRoll(
        "prod",
        plan,
        new PlannedRoll.Away(Optional.empty(), "not known"),
        Optional.empty(),
        List.of(),
        new TreeMap<>());
  }

  static Plan nothingToDo() {
    return new Plan(
        Optional.empty(),
        List.of(),
        List.of(new Plan.Skipped(NODE_0, "not asked for")),
        List.of(),
        List.of());
  }

  static RunReport complete() {
    return report(
        RunKind.ROLL,
        COMPLETE,
        List.of(
            node(NODE_1, new NodeUpgradeStatus.Complete(), true),
            node(NODE_0, new NodeUpgradeStatus.Complete(), true)),
        List.of());
  }

  static RunReport failed() {
    return report(
        RunKind.ROLL,
        FAILED,
        List.of(
            node(NODE_1, new NodeUpgradeStatus.Failed(WHY), false),
            node(NODE_0, new NodeUpgradeStatus.Pending(), false)),
        List.of("WAL is kept for 400 s at 500 events/s, less than the upgrade limit 1800 s"));
  }

  static RunList runs() {
    RunReport done = report(RunKind.ROLL, COMPLETE, List.of(), List.of());
    RunReport died =
        new RunReport(
            new RunId("20260315-101500-00ff"),
            RunKind.ROLL,
            "prod",
            Optional.empty(),
            true,
            SampleCluster.NOW.plusSeconds(90_000),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(
                node(NODE_1, new NodeUpgradeStatus.Complete(), true),
                node(NODE_0, new NodeUpgradeStatus.Upgrading(), false)),
            Optional.empty(),
            List.of(),
            List.of());
    return new RunList(
        "prod",
        List.of(
            new RunList.Row(
                died,
                RunList.State.UNFINISHED,
                Optional.of(NEW),
                Optional.of("tidalctl roll --resume 20260315-101500-00ff --cluster prod.yaml")),
            new RunList.Row(done, RunList.State.CLOSED, Optional.empty(), Optional.empty())));
  }

  static ClosedRun closed() {
    return new ClosedRun(
        SampleCluster.RUN, true, List.of(NODE_1), Optional.of("tidalctl rejoin node-1"));
  }

  static RunReport drained() {
    return report(
        RunKind.DRAIN, new Ending(Ending.Kind.COMPLETE, "node-1 is drained"), List.of(), List.of());
  }

  private static RunReport report(
      RunKind kind, Ending ending, List<RunReport.NodeReport> nodes, List<String> warnings) {
    return new RunReport(
        SampleCluster.RUN,
        kind,
        "prod",
        Optional.of(ending),
        true,
        SampleCluster.NOW,
        Optional.of(SampleCluster.NOW.plusMillis(95_250)),
        OptionalInt.of(2),
        nodes,
        ending.equals(COMPLETE) ? Optional.of(availability(1204, 0)) : Optional.empty(),
        warnings,
        warnings.isEmpty() ? List.of() : List.of(SampleCluster.NOW.plusSeconds(40)));
  }

  private static RunReport.NodeReport node(NodeName name, NodeUpgradeStatus status, boolean whole) {
    Map<Span, Duration> spans =
        whole
            ? Map.of(
                Span.DRAIN, Duration.ofMillis(310),
                Span.UPGRADE, Duration.ofMillis(42_500),
                Span.REJOIN, Duration.ofMillis(1_048),
                Span.SOAK, Duration.ofSeconds(10))
            : Map.of(Span.DRAIN, Duration.ofMillis(310));
    return new RunReport.NodeReport(
        name,
        status,
        Optional.of(OLD),
        Optional.of(NEW),
        spans,
        whole ? List.of("it applied new WAL, heartbeat 3/1201") : List.of());
  }

  private static Availability availability(long answered, long failed) {
    return new Availability(answered, failed, Duration.ofNanos(60_700_000), Duration.ZERO);
  }

  static CheckReport check() {
    return new CheckReport(
        "prod",
        List.of(
            new Finding(Verdict.PASS, "lease", "free", "", false),
            new Finding(
                Verdict.WARN, "endpoint", "https://cp-2:7400 stands by", "none, if meant", false),
            new Finding(
                Verdict.FAIL, "node-2", "not healthy: it does not answer", "mend it", false)));
  }

  /** One of each event, in an order that a run could have. */
  static List<Recorded> events() {
    UpgradeJob job =
        new UpgradeJob.Command(
            NODE_1,
            SampleCluster.RUN,
            1,
            List.of("upgrade", "node-1"),
            Map.of(),
            Duration.ofMinutes(1));
    Effect ship = new Effect.Ship(NODE_1, new Position(3, 1100), 7);
    List<Event> events =
        List.of(
            new Event.RunStarted(
                new Identity("alice@ops-1", "ops-1", SampleCluster.RUN, RunKind.ROLL), TERMS),
            new Event.RunResumed(
                new Identity("alice@ops-1", "ops-1", SampleCluster.RUN, RunKind.ROLL),
                TERMS,
                Optional.empty()),
            new Event.LeaseTaken(7),
            new Event.JournalLost("No space left on device"),
            new Event.NodesChosen(
                List.of(
                    new Event.NodeBefore(NODE_0, Optional.of(OLD)),
                    new Event.NodeBefore(NODE_1, Optional.empty()))),
            new Event.NodeSkipped(NODE_2, "already at version 2.0.0"),
            new Event.Observed(SampleCluster.of(3).snapshot()),
            new Event.Warned("WAL is kept for 400 s"),
            new Event.GatePassed(List.of(NODE_1)),
            new Event.StageEntered(NODE_1, new Stage.StoppingTraffic()),
            new Event.StageEntered(NODE_1, new Stage.Emptying(SampleCluster.NOW, moment(0), false)),
            new Event.StillWaiting("node-1 has 3 requests in flight, 12 s of 30 s left"),
            new Event.StageEntered(NODE_1, new Stage.Out(Optional.empty(), Optional.empty())),
            new Event.StageEntered(NODE_1, new Stage.RunningCommand(1)),
            new Event.Exposed(NODE_1),
            new Event.EffectStarted(9, new Effect.RunUpgrade(job)),
            new Event.EffectEnded(
                9,
                new Effect.RunUpgrade(job),
                new Outcome.UpgradeEnded(
                    new CommandEnd(
                        new CommandEnd.How.Exited(0), Duration.ofSeconds(2), "node-1.1.log"))),
            new Event.StageEntered(NODE_1, new Stage.Shipping()),
            new Event.EffectStarted(10, ship),
            new Event.EffectEnded(
                10,
                ship,
                new Outcome.ShippingAsked(
                    new Reply.Refused<>(Refusal.of(Refusal.Code.WAL_GAP, "1100 is gone")))),
            new Event.Proven(NODE_1, "it applied new WAL, heartbeat 3/1201"),
            new Event.NotProven(NODE_1, "the driver has no digests"),
            new Event.StageEntered(NODE_1, new Stage.Finished(new NodeUpgradeStatus.Complete())),
            new Event.SoakStarted(Duration.ofSeconds(10)),
            new Event.StopRequested(Input.Stop.AFTER_NODE),
            new Event.StageEntered(
                NODE_0, new Stage.HandingOver(Optional.of(NODE_1), moment(0), 1)),
            new Event.LeadershipMoved(NODE_0, NODE_1, 4),
            new Event.StageEntered(NODE_0, new Stage.Broken(new Failure(Failure.Kind.BROKEN, WHY))),
            new Event.ServingFloor(2),
            new Event.ProbeFailing(availability(120, 3), 3, "HTTP 503"),
            new Event.ProbeAnswering(availability(3, 9), 3),
            new Event.ProbeGlimpsed(availability(500, 0)),
            new Event.ProbeMeasured(availability(800, 0)),
            new Event.LeaseLost("its time ran out"),
            new Event.LeaseReleased(),
            new Event.RunEnded(FAILED),
            new Event.RunClosed("alice@ops-1"));
    List<Recorded> recorded = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      recorded.add(new Recorded(i + 1, moment(i), events.get(i)));
    }
    return recorded;
  }

  /** A hook that fails. */
  static List<Recorded> hookEvents() {
    Effect run = new Effect.RunHook(hook());
    Outcome failed =
        new Outcome.HookEnded(
            new CommandEnd(new CommandEnd.How.Exited(3), Duration.ofSeconds(1), "beforeNode.log"));
    return List.of(
        new Recorded(1, moment(0), new Event.EffectStarted(8, run)),
        new Recorded(2, moment(4), new Event.EffectEnded(8, run, failed)));
  }

  private static HookJob hook() {
    return new HookJob(
        Hook.BEFORE_NODE,
        SampleCluster.RUN,
        Optional.of(NODE_1),
        false,
        Optional.of(OLD),
        Optional.of(NEW),
        Optional.empty(),
        "");
  }

  /** A quarter of a second for each event. */
  private static Moment moment(int index) {
    Duration elapsed = Duration.ofMillis(250L * index);
    return new Moment(elapsed, SampleCluster.NOW.plus(elapsed));
  }
}
