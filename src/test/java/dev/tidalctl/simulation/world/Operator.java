package dev.tidalctl.simulation.world;

import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.Planner;
import dev.tidalctl.core.Settings;
import dev.tidalctl.core.Statuses;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Member;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.simulation.plan.Command;
import dev.tidalctl.simulation.plan.FaultPlan;
import dev.tidalctl.simulation.plan.OperatorPlan;
import dev.tidalctl.simulation.plan.Phase;
import dev.tidalctl.simulation.plan.Trigger;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** An operator at his machine: gives his commands one after another, and finishes what he began. */
public final class Operator {
  private final World world;
  private final OperatorPlan plan;
  private final int number;
  private final Link link = new Link();
  private final Map<Phase, Integer> entries = new EnumMap<>(Phase.class);
  private Optional<Tool> tool = Optional.empty();
  private Duration wallIsOff = Duration.ZERO;
  private int given;
  private int runs;
  private boolean busy = true;

  Operator(World world, OperatorPlan plan, int number) {
    this.world = world;
    this.plan = plan;
    this.number = number;
  }

  /** The name on his holds. */
  public String name() {
    return plan.owner();
  }

  /** His tool's process, while one runs. */
  public Optional<Tool> tool() {
    return tool.filter(Tool::alive);
  }

  Link link() {
    return link;
  }

  Duration wallIsOff() {
    return wallIsOff;
  }

  void jump(Duration by) {
    wallIsOff = wallIsOff.plus(by);
  }

  void mend() {
    link.mend();
  }

  boolean busy() {
    return busy;
  }

  void begin() {
    next();
  }

  private void next() {
    if (given < plan.commands().size()) {
      Command command = plan.commands().get(given);
      given++;
      world.agenda().in(command.after(), () -> give(command));
    } else {
      busy = false;
    }
  }

  private void give(Command command) {
    world.note(() -> name() + " gives " + command);
    switch (command) {
      case Command.Roll roll -> start(order(roll), RunKind.ROLL);
      case Command.Drain(var after, NodeName node, boolean adopt) ->
          start(
              new Order.Drain(node, "by " + name(), adopt ? Set.of(node) : Set.of()),
              RunKind.DRAIN);
      case Command.Rejoin(var after, NodeName node, boolean adopt) ->
          start(
              new Order.Rejoin(node, "by " + name(), adopt ? Set.of(node) : Set.of()),
              RunKind.REJOIN);
      case Command.Unlock(var after, boolean force) -> {
        Authority authority = world.authority();
        if (authority.running) {
          authority
              .lease()
              .ifPresent(l -> authority.leases().breakLease(l.identity().runId(), force));
        }
        next();
      }
      case Command.Look look -> {
        lookAround();
        next();
      }
    }
  }

  /** As status and dry-run do: nothing may change by it. */
  private void lookAround() {
    Snapshot seen = world.gallery().snapshot();
    seen.nodes().forEach(n -> Statuses.of(n, seen));
    Order.Roll roll = order(new Command.Roll(
        Duration.ZERO, "2.0.0", List.of(), List.of(), List.of(), false, OptionalInt.empty()));
    Planner.plan(roll, seen, plan.policy(), identity(RunKind.ROLL));
  }

  private Order.Roll order(Command.Roll roll) {
    return new Order.Roll(
        world.authority().nodes().stream().map(n -> new Member(n.name(), "host")).toList(),
        Optional.of(new Version(roll.to())),
        new UpgradeCommand(List.of("install", "{node}", "{version}")),
        Set.copyOf(roll.only()),
        Set.copyOf(roll.skip()),
        Set.copyOf(roll.adopt()),
        roll.includeUnready(),
        roll.stopAfter());
  }

  private Identity identity(RunKind kind) {
    return new Identity(name(), plan.host(), new RunId("run-" + number + "-" + runs), kind);
  }

  private void start(Order order, RunKind kind) {
    runs++;
    Settings settings =
        new Settings(
            identity(kind),
            Gallery.CLUSTER,
            plan.policy(),
            "nonce-" + number + "-" + runs,
            new NextCommands(List.of()));
    Tool started = new Tool(world, this, settings, order);
    tool = Optional.of(started);
    entered(Phase.OPENING);
    started.begin();
  }

  void ended(Tool ended, Ending ending) {
    next();
  }

  void killed(Tool killed) {
    next();
  }

  void entered(Phase phase) {
    int times = entries.merge(phase, 1, Integer::sum);
    for (FaultPlan fault : world.plan().faults()) {
      if (fault.trigger() instanceof Trigger.Entering(int who, Phase when, int nth, Duration after)
          && who == number
          && when == phase
          && nth == times) {
        if (after.isZero()) {
          world.mishaps().strike(fault);
        } else {
          world.agenda().in(after, () -> world.mishaps().strike(fault));
        }
      }
    }
  }

  /** All is mended: what he left unfinished is finished. */
  void finish() {}
}
