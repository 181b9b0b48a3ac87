package dev.tidalctl.simulation.plan;

import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.simulation.fault.Fault;
import dev.tidalctl.simulation.fault.FaultKind;
import dev.tidalctl.simulation.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Expands a seed to a plan.
 *
 * <ol>
 *   <li>Each seed has a pair of fault and phase that it is to show; seeds take turns through all
 *       possible pairs, and the plan is bent so that the run gets there.
 *   <li>Everything else is drawn: cluster, policy, what operators do, and further faults.
 *   <li>Some seeds get more on top ({@link Supplement}).
 * </ol>
 */
public final class PlanMaker {
  private static final List<Pair> PAIRS = pairs();

  /** Stages at whose beginning a change is about to be sent. */
  private static final List<String> CHANGING =
      List.of(
          "StoppingTraffic",
          "StoppingTraffic",
          "TakingOut",
          "Marking",
          "Readmitting",
          "Comparing",
          "Admitting",
          "Undoing",
          "HandingOver");

  private static final List<FaultKind> UPSETTING =
      List.of(
          FaultKind.LAG_STUCK,
          FaultKind.LAG_GROWS,
          FaultKind.OBSERVATIONS_STOP,
          FaultKind.WRITE_FLOOD,
          FaultKind.LEADER_MOVES,
          FaultKind.LEADER_DIES,
          FaultKind.NODE_DIES,
          FaultKind.NODE_RESTARTS,
          FaultKind.LEASE_LOST,
          FaultKind.TOOL_SUSPENDED);

  private record Pair(FaultKind kind, Phase phase) {}

  private final Dice dice;
  private final long seed;
  private final Pair shown;

  private PlanMaker(long seed) {
    this.seed = seed;
    this.dice = new Dice(seed);
    this.shown = PAIRS.get((int) Math.floorMod(seed, (long) PAIRS.size()));
  }

  /** The plan of a seed; the same for ever. */
  public static SimPlan of(long seed) {
    return Supplement.on(new PlanMaker(seed).plan());
  }

  private SimPlan plan() {
    ClusterPlan cluster = cluster();
    Policy policy = policy(cluster);
    List<OperatorPlan> operators = new ArrayList<>();
    operators.add(new OperatorPlan("ada", "north", policy, mainCommands(cluster)));
    int others = dice.oneIn(3) ? 1 + dice.below(2) : 0;
    for (int i = 0; i < others; i++) {
      operators.add(
          new OperatorPlan(i == 0 ? "ben" : "cem", "south-" + i, policy, otherCommands(cluster)));
    }
    return new SimPlan(seed, cluster, operators, faults(operators.size(), policy));
  }

  private ClusterPlan cluster() {
    int size = dice.oneIn(12) ? 1 : 2 + dice.below(dice.oneIn(4) ? 8 : 4);
    int zones = 1 + dice.below(size);
    boolean someDown = size > 2 && dice.oneIn(15);
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String zone = dice.oneIn(5) ? "zone-" + i : "zone-" + i % zones;
      boolean up = !(someDown && i == size - 1);
      nodes.add(new NodePlan(new NodeName("node-" + i), zone, "1.0.0", up));
    }
    int writes = dice.oneIn(6) ? 0 : 5 + dice.below(60);
    return new ClusterPlan(
        nodes,
        Duration.ofMillis(dice.of(60, 150, 200, 250)),
        writes,
        Math.max(100, writes * (2 + dice.below(8))),
        dice.oneIn(4) ? OptionalLong.empty() : OptionalLong.of(dice.of(8_000, 20_000, 1_000_000)),
        dice.of(40, 200, 10_000),
        !dice.oneIn(6),
        !dice.oneIn(6),
        Duration.ofMillis(500 + dice.below(3000)),
        false);
  }

  private Policy policy(ClusterPlan cluster) {
    int size = cluster.nodes().size();
    boolean soaks = shown.phase() == Phase.SOAKING || dice.oneIn(4);
    Limits limits =
        new Limits(
            Duration.ofSeconds(4 + dice.below(10)),
            Duration.ofSeconds(6 + dice.below(20)),
            Duration.ofSeconds(4 + dice.below(10)),
            Duration.ofSeconds(20 + dice.below(20)),
            Duration.ofSeconds(8 + dice.below(10)));
    return new Policy(
        dice.oneIn(4) ? Math.min(size, 1 + dice.below(3)) : 1,
        dice.oneIn(3) ? 1 + dice.below(3) : 1,
        dice.oneIn(4) ? dice.below(50) : 0,
        cluster.unhealthyLag(),
        1 + dice.below(4),
        soaks ? Duration.ofMillis(800 + dice.below(2500)) : Duration.ZERO,
        limits,
        OptionalInt.empty(),
        Optional.empty());
  }

  private List<Command> mainCommands(ClusterPlan cluster) {
    List<Command> commands = new ArrayList<>();
    if (dice.oneIn(10)) {
      commands.add(new Command.Look(soon()));
    }
    boolean drainsFirst = shown.phase() == Phase.DRAINED ? dice.oneIn(2) : dice.oneIn(8);
    if (drainsFirst) {
      NodeName node = node(cluster);
      commands.add(new Command.Drain(soon(), node, dice.oneIn(4)));
      commands.add(new Command.Rejoin(soon(), node, dice.oneIn(3)));
    }
    commands.add(roll(cluster, "2.0.0"));
    if (dice.oneIn(6)) {
      commands.add(roll(cluster, dice.oneIn(2) ? "2.0.0" : "3.0.0"));
    }
    return commands;
  }

  private Command.Roll roll(ClusterPlan cluster, String to) {
    boolean plain = shown.phase() == Phase.HANDING_OVER || !dice.oneIn(3);
    List<NodeName> none = List.of();
    return new Command.Roll(
        soon(),
        to,
        !plain && dice.oneIn(3) ? List.of(node(cluster), node(cluster)) : none,
        !plain && dice.oneIn(3) ? List.of(node(cluster)) : none,
        !plain && dice.oneIn(3) ? List.of(node(cluster)) : none,
        dice.oneIn(3),
        !plain && dice.oneIn(3) ? OptionalInt.of(1 + dice.below(3)) : OptionalInt.empty());
  }

  private List<Command> otherCommands(ClusterPlan cluster) {
    List<Command> commands = new ArrayList<>();
    int count = 1 + dice.below(4);
    for (int i = 0; i < count; i++) {
      NodeName node = node(cluster);
      switch (dice.below(8)) {
        case 0, 1 -> commands.add(new Command.Drain(later(), node, dice.oneIn(4)));
        case 2, 3 -> commands.add(new Command.Rejoin(later(), node, dice.oneIn(2)));
        case 4 -> commands.add(roll(cluster, dice.oneIn(2) ? "2.0.0" : "3.0.0"));
        case 5 -> commands.add(new Command.Unlock(later(), dice.oneIn(3)));
        case 6 -> commands.add(new Command.Look(later()));
        default -> {
          commands.add(new Command.Drain(later(), node, false));
          commands.add(new Command.Rejoin(later(), node, false));
        }
      }
    }
    return commands;
  }

  private List<FaultPlan> faults(int operators, Policy policy) {
    List<FaultPlan> faults = new ArrayList<>();
    FaultMaker maker = new FaultMaker(dice, policy);
    faults.add(
        new FaultPlan(
            maker.make(shown.kind()),
            0,
            new Trigger.Entering(0, shown.phase(), 1 + dice.below(2), after(shown.phase()))));
    faults.add(
        new FaultPlan(
            maker.make(shown.kind()),
            0,
            new Trigger.Entering(0, shown.phase(), 1, after(shown.phase()))));
    if (dice.oneIn(3)) {
      ambush(faults, maker);
    }
    int more = dice.below(5);
    for (int i = 0; i < more; i++) {
      FaultKind kind = dice.of(FaultKind.common());
      int operator = dice.below(operators);
      Phase phase = dice.of(List.of(Phase.values()));
      Trigger trigger =
          dice.oneIn(3)
              ? new Trigger.At(Duration.ofMillis(dice.below(30_000)))
              : new Trigger.Entering(operator, phase, 1 + dice.below(3), after(phase));
      faults.add(new FaultPlan(maker.make(kind), operator, trigger));
    }
    return faults;
  }

  /** The cluster changes while a change is on its way. */
  private void ambush(List<FaultPlan> faults, FaultMaker maker) {
    Trigger trigger = new Trigger.Reaching(0, dice.of(CHANGING), 1 + dice.below(3));
    if (dice.oneIn(2)) {
      Duration by = Duration.ofMillis(1 + dice.below(9000));
      faults.add(new FaultPlan(new Fault.RequestDelayed(1, by), 0, trigger));
    }
    if (dice.oneIn(3)) {
      Fault lag = new Fault.LagStuck(Target.ANOTHER, Duration.ofSeconds(15));
      faults.add(new FaultPlan(lag, 0, trigger));
      return;
    }
    FaultKind kind = dice.of(UPSETTING);
    faults.add(new FaultPlan(maker.make(kind), 0, trigger));
  }

  /** Some phases are over at once: then the fault strikes as they begin. */
  private Duration after(Phase phase) {
    return phase == Phase.DRAINED || dice.oneIn(2)
        ? Duration.ZERO
        : Duration.ofMillis(dice.below(400));
  }

  private NodeName node(ClusterPlan cluster) {
    return cluster.nodes().get(dice.below(cluster.nodes().size())).name();
  }

  private Duration soon() {
    return Duration.ofMillis(dice.below(2000));
  }

  private Duration later() {
    return Duration.ofMillis(dice.below(15_000));
  }

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (FaultKind kind : FaultKind.common()) {
      for (Phase phase : Phase.values()) {
        if (kind.possible(phase)) {
          pairs.add(new Pair(kind, phase));
        }
      }
    }
    return List.copyOf(pairs);
  }
}
