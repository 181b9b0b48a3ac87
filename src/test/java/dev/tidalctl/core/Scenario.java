package dev.tidalctl.core;

import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.SessionLimit;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.core.port.Stagehand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Runs orders against a {@link FakeCluster} with the shipped coordinator. */
final class Scenario {
  final FakeCluster cluster;
  final List<Recorded> events = new ArrayList<>();
  final List<Recorded> journal = new ArrayList<>();
  Stagehand stagehand;
  Function<List<Recorded>, RunJournal.Kept> keeper = this::keep;
  private int processes;
  String owner = "sre";
  String host = "laptop";
  String run = "run-1";
  int minServing = 1;
  int maxUnavailable = 1;
  Duration soak = Duration.ZERO;
  OptionalInt pauseAfter = OptionalInt.empty();
  Set<NodeName> adopt = Set.of();
  Set<Hook> hooks = Set.of();
  Optional<SessionLimit> sessions = Optional.empty();
  UpgradeCommand command = new UpgradeCommand.Argv(List.of("upgrade", "{node}", "{version}"));

  Scenario(FakeCluster cluster) {
    this.cluster = cluster;
    this.stagehand = cluster;
  }

  Policy policy() {
    Limits limits =
        new Limits(
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60));
    return new Policy(minServing, maxUnavailable, 0, 10_000, 3, soak, limits, pauseAfter, sessions);
  }

  Identity identity(RunKind kind) {
    return new Identity(owner, host, new RunId(run), kind);
  }

  RunResult drain(int node) {
    return run(new Order.Drain(cluster.node(node).name, "test", adopt), RunKind.DRAIN);
  }

  RunResult rejoin(int node) {
    return run(new Order.Rejoin(cluster.node(node).name, "test", Set.of()), RunKind.REJOIN);
  }

  RunResult roll() {
    return run(order(), RunKind.ROLL);
  }

  Order.Roll order() {
    return new Order.Roll(
        cluster.nodes.keySet().stream().map(n -> new Member(n, n + ".example")).toList(),
        Optional.of(new Version("2.0.0")),
        command,
        Set.of(),
        Set.of(),
        adopt,
        false,
        OptionalInt.empty());
  }

  RunResult run(Order order, RunKind kind) {
    return coordinator(kind).run(order);
  }

  /** Goes on with the roll, by what its journal says. */
  RunResult resume(boolean retryFailed) {
    return coordinator(RunKind.ROLL)
        .resume(order(), new Resumption(new RunId(run), History.of(journal), retryFailed));
  }

  /** Goes on with the roll on a machine that does not have its journal. */
  RunResult resumeElsewhere(boolean retryFailed) {
    return coordinator(RunKind.ROLL)
        .resume(order(), new Resumption(new RunId(run), Optional.empty(), retryFailed));
  }

  private RollingUpgradeCoordinator coordinator(RunKind kind) {
    processes++;
    Settings settings =
        new Settings(
            identity(kind),
            ClusterTerms.of("test", "tidal"),
            policy(),
            "nonce-" + run + "-" + processes,
            new NextCommands(List.of("--cluster", "test.yaml")),
            hooks);
    return new RollingUpgradeCoordinator(
        settings, stagehand, cluster, facts -> keeper.apply(facts), events::add);
  }

  private RunJournal.Kept keep(List<Recorded> facts) {
    journal.addAll(facts);
    return new RunJournal.Kept.Safe();
  }

  /** The statuses that a node went through, each once in a row. */
  List<String> statuses(int node) {
    List<String> seen = new ArrayList<>();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.StageEntered(NodeName name, var stage)
          && name.equals(cluster.node(node).name)) {
        NodeUpgradeStatus status = stage.status();
        if (seen.isEmpty() || !seen.getLast().equals(status.label())) {
          seen.add(status.label());
        }
      }
    }
    return seen;
  }

  boolean warned(String part) {
    return events.stream()
        .anyMatch(r -> r.event() instanceof Event.Warned(String text) && text.contains(part));
  }
}
