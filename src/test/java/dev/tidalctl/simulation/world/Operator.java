package dev.tidalctl.simulation.world;

import dev.tidalctl.core.History;
import dev.tidalctl.core.NextCommands;
import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.Settings;
import dev.tidalctl.core.model.ClusterTerms;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.simulation.plan.Command;
import dev.tidalctl.simulation.plan.FaultPlan;
import dev.tidalctl.simulation.plan.OperatorPlan;
import dev.tidalctl.simulation.plan.Phase;
import dev.tidalctl.simulation.plan.Trigger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An operator at his machine: gives his commands one after another, and finishes what he began. */
public final class Operator {
  private static final int RESUMES = 3;

  /** A roll that may have to be resumed. */
  private record Unfinished(RunId run, Order.Roll order) {}

  private final World world;
  private final OperatorPlan plan;
  private final int number;
  private final Link link = new Link();
  private final Map<Phase, Integer> entries = new EnumMap<>(Phase.class);
  private final Map<String, Integer> stages = new HashMap<>();
  private Optional<Tool> tool = Optional.empty();
  private Duration wallIsOff = Duration.ZERO;
  private int given;
  private int runs;
  private boolean busy = true;
  private final Deque<Runnable> chores = new ArrayDeque<>();
  private Disk disk = new Disk();
  private Optional<Unfinished> unfinished = Optional.empty();
  private Optional<Unfinished> lastRoll = Optional.empty();
  private boolean resumesAgain;
  private Optional<Ending> lastEnding = Optional.empty();
  private int processes;
  private int machines;
  private int resumes;

  Operator(World world, OperatorPlan plan, int number) {
    this.world = world;
    this.plan = plan;
    this.number = number;
  }

  /** The name on his holds. */
  public String name() {
    return plan.owner();
  }

  /** The promises that his cluster file has him keep. */
  public Policy policy() {
    return plan.policy();
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
    world.agenda().in(0, () -> wallIsOff = wallIsOff.plus(by));
  }

  void mend() {
    link.mend();
    disk.fullUntil = 0;
  }

  boolean busy() {
    return busy;
  }

  void begin() {
    next();
  }

  private void next() {
    Runnable chore = chores.poll();
    if (chore != null) {
      world.agenda().in(Duration.ofMillis(10), chore);
    } else if (given < plan.commands().size()) {
      Command command = plan.commands().get(given);
      given++;
      resumes = 0;
      world.agenda().in(command.after(), () -> give(command));
    } else {
      busy = false;
    }
  }

  private void give(Command command) {
    world.note(() -> name() + " gives " + command);
    switch (command) {
      case Command.Roll roll ->
          unfinished.ifPresentOrElse(
              u -> resume(u, true), () -> start(Orders.of(roll, world.authority()), RunKind.ROLL));
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
        Orders.lookAround(world, plan.policy());
        next();
      }
    }
  }

  private Identity identity(RunKind kind, RunId run) {
    return new Identity(name(), host(), run, kind);
  }

  private String host() {
    return plan.host() + (machines == 0 ? "" : "-" + machines);
  }

  private Settings settings(Identity identity) {
    return new Settings(
        identity,
        ClusterTerms.of(Gallery.CLUSTER, "tidal"),
        plan.policy(),
        "nonce-" + number + "-" + processes,
        new NextCommands(List.of()));
  }

  private void start(Order order, RunKind kind) {
    runs++;
    RunId run = new RunId("run-" + number + "-" + runs);
    if (order instanceof Order.Roll roll) {
      unfinished = Optional.of(new Unfinished(run, roll));
      lastRoll = unfinished;
    }
    launch(identity(kind, run), order, Optional.empty());
  }

  private void launch(Identity identity, Order order, Optional<Resumption> resumption) {
    processes++;
    Tool started = new Tool(world, this, settings(identity), order, resumption);
    tool = Optional.of(started);
    entered(Phase.OPENING);
    started.begin();
  }

  /** Gives {@code roll --resume}; with nothing to resume he goes on with what comes next. */
  private void resume(Unfinished roll, boolean retryFailed) {
    Optional<History> history = History.of(disk.journal(roll.run()));
    boolean nothing = machines == 0 && history.filter(History::unfinished).isEmpty();
    if (nothing) {
      world.note(() -> name() + " has nothing to resume");
      unfinished = Optional.empty();
      next();
      return;
    }
    Order.Roll order =
        history
            .map(h -> h.terms().order())
            .flatMap(o -> o instanceof Order.Roll r ? Optional.of(r) : Optional.empty())
            .orElse(roll.order());
    world.note(() -> name() + " resumes " + roll.run() + (retryFailed ? ", retrying failed" : ""));
    launch(
        identity(RunKind.ROLL, roll.run()),
        order,
        Optional.of(new Resumption(roll.run(), history, retryFailed)));
  }

  void ended(Tool ended, Ending ending) {
    lastEnding = Optional.of(ending);
    boolean over =
        ending.kind() == Ending.Kind.COMPLETE
            || ending.kind() == Ending.Kind.NOTHING_TO_DO
            || (machines == 0
                && History.of(disk.journal(ended.identity().runId()))
                    .filter(History::unfinished)
                    .isEmpty());
    over |= ending.reason().contains("gives this run up");
    if (ended.identity().kind() == RunKind.ROLL && over) {
      unfinished = Optional.empty();
    }
    goOn(ended);
  }

  void killed(Tool killed) {
    lastEnding = Optional.empty();
    goOn(killed);
  }

  /**
   * A roll that was cut short is resumed, some seconds later and a few times; then comes what is
   * next.
   */
  private void goOn(Tool over) {
    if (unfinished.isPresent()
        && over.identity().runId().equals(unfinished.get().run())
        && resumes < RESUMES) {
      resumes++;
      Unfinished roll = unfinished.get();
      boolean retry = resumes == RESUMES;
      world.agenda().in(Duration.ofSeconds(1 + 7 * (resumes % 2)), () -> resume(roll, retry));
    } else {
      next();
    }
  }

  /** His machine is gone with all that was on it. */
  void loseMachine() {
    world
        .agenda()
        .in(
            0,
            () -> {
              world.supervisor().lose(host());
              machines++;
              disk = new Disk();
              tool().ifPresent(Tool::kill);
            });
  }

  /** The disk of his machine. */
  public Disk disk() {
    return disk;
  }

  void reached(Stage stage) {
    String name = stage.getClass().getSimpleName();
    int times = stages.merge(name, 1, Integer::sum);
    for (FaultPlan fault : world.plan().faults()) {
      if (fault.trigger() instanceof Trigger.Reaching(int who, String what, int nth)
          && who == number
          && nth == times
          && what.equals(name)) {
        world.mishaps().strike(fault);
      }
    }
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

  /** All is mended: what he left unfinished is finished, what he holds is brought back. */
  void finish() {
    given = plan.commands().size();
    busy = true;
    resumes = RESUMES;
    chores.clear();
    if (unfinished.isPresent()) {
      Unfinished roll = unfinished.get();
      chores.add(() -> resume(roll, false));
      for (int i = 0; i <= world.authority().nodes().size(); i++) {
        chores.add(() -> unfinished.ifPresentOrElse(r -> resume(r, true), this::next));
      }
    }
    chores.add(this::unlockWhatIsOver);
    for (SimNode node : world.authority().nodes()) {
      chores.add(() -> bringBack(node));
    }
    next();
  }

  /** An abandoned lease of a run that has nothing to resume is given up, as the tool says. */
  private void unlockWhatIsOver() {
    world
        .authority()
        .lease()
        .filter(l -> l.abandoned() && l.identity().owner().equals(name()))
        .map(l -> l.identity().runId())
        .filter(run -> unfinished.filter(u -> u.run().equals(run)).isEmpty())
        .ifPresent(run -> world.authority().leases().breakLease(run, false));
    next();
  }

  /** All is finished: once more resumed, his last roll must find nothing to do. */
  void resumeAgain() {
    if (lastRoll.isEmpty() || unfinished.isPresent() || !isAsAsked(lastRoll.get().order())) {
      return;
    }
    Unfinished roll = lastRoll.get();
    Optional<History> history = History.of(disk.journal(roll.run()));
    if (history.filter(h -> !h.chosen().isEmpty()).isPresent()) {
      busy = true;
      resumesAgain = true;
      world.note(() -> name() + " resumes " + roll.run() + " once more");
      launch(
          identity(RunKind.ROLL, roll.run()),
          roll.order(),
          Optional.of(new Resumption(roll.run(), history, false)));
    }
  }

  /** Whether his tools run for the second time what is finished already. */
  public boolean resumesAgain() {
    return resumesAgain;
  }

  private boolean isAsAsked(Order.Roll roll) {
    return world.authority().nodes().stream()
        .filter(n -> roll.wants(n.name()))
        .allMatch(n -> roll.to().equals(Optional.of(n.version())));
  }

  /** A node that he holds, other than for a roll that is still to be finished. */
  private void bringBack(SimNode node) {
    boolean his =
        node.hold()
            .filter(h -> h.owner().equals(name()))
            .filter(h -> unfinished.filter(u -> u.run().equals(h.runId())).isEmpty())
            .isPresent();
    if (his) {
      world.mishaps().reseed(node);
      start(new Order.Rejoin(node.name(), "finishing", Set.of(node.name())), RunKind.REJOIN);
    } else {
      next();
    }
  }

  /** Whether a roll of his was begun and neither finished nor given up. */
  public boolean hasUnfinished() {
    return unfinished.isPresent();
  }

  /** How his last tool ended; empty when it was killed. */
  public Optional<Ending> lastEnding() {
    return lastEnding;
  }
}
