package dev.tidalctl.simulation.world;

import dev.tidalctl.core.ReportFold;
import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.Settings;
import dev.tidalctl.core.UpgradeRun;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.core.model.RunReport;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.simulation.plan.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One process of {@code tidalctl}: the shipped coordinator, stepped by the world's queue. */
public final class Tool {
  private static final int STEPS_AT_ONCE = 2000;

  /** The process dies here and now. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private final World world;
  private final Operator operator;
  private final Settings settings;
  private final Order order;
  private final Optional<Resumption> resumed;
  private final ReportFold report = new ReportFold();
  private final UpgradeRun run;
  private final Courier courier;
  private final Map<Long, Moment> leaseAsked = new HashMap<>();
  private final Deque<Input> inbox = new ArrayDeque<>();
  private final long bornAt;
  private Phase phase = Phase.OPENING;
  private Optional<NodeName> inHand = Optional.empty();
  private Optional<LeaseGrant> lease = Optional.empty();
  private Moment leaseGoodFrom;
  private boolean alive = true;
  private boolean suspended;
  private boolean journalLost;
  private long stoodStill;
  private long wakeNumber;
  private long stepsAt;
  private int steps;
  private Optional<Boolean> diesSending = Optional.empty();
  private OptionalInt diesWriting = OptionalInt.empty();

  Tool(
      World world,
      Operator operator,
      Settings settings,
      Order order,
      Optional<Resumption> resumption) {
    this.world = world;
    this.operator = operator;
    this.settings = settings;
    this.order = order;
    this.resumed = resumption;
    this.bornAt = world.now();
    this.courier = new Courier(world, this, operator.link());
    this.leaseGoodFrom = clock();
    List<EventSink> readers = List.of(report, this::told);
    this.run =
        resumption.isPresent() && order instanceof Order.Roll roll
            ? new UpgradeRun(settings, roll, resumption.get(), this::keep, readers, clock())
            : new UpgradeRun(settings, order, journal(), readers, clock());
    resumption.flatMap(Resumption::history).stream()
        .flatMap(h -> h.facts().stream())
        .map(r -> new Recorded(r.seq(), r.at().as(clock()), r.event()))
        .forEach(report::accept);
  }

  private RunJournal journal() {
    return settings.identity().kind() == RunKind.ROLL ? this::keep : RunJournal.NONE;
  }

  void begin() {
    take(new Input.Tick());
  }

  /** Who acts. */
  public Identity identity() {
    return settings.identity();
  }

  /** What is asked for. */
  public Order order() {
    return order;
  }

  /** The promises to keep. */
  public Policy policy() {
    return settings.policy();
  }

  /** Whose it is. */
  public Operator operator() {
    return operator;
  }

  /** What it goes on with, if with anything. */
  public Optional<Resumption> resumed() {
    return resumed;
  }

  /** The look that its last decision was made on. */
  public Optional<Snapshot> lastSeen() {
    return run.lastSeen();
  }

  /** Its report so far. */
  public RunReport report() {
    return report.report();
  }

  /** Whether it found its journal broken. */
  public boolean journalLost() {
    return journalLost;
  }

  /** When its process began, in nanoseconds of the world. */
  public long bornAt() {
    return bornAt;
  }

  /** Whether its process runs, suspended or not. */
  public boolean alive() {
    return alive;
  }

  /** Whether its process is stopped by a signal. */
  public boolean suspended() {
    return suspended;
  }

  /** How long its process was stopped so far, in nanoseconds. */
  public long stoodStill() {
    return stoodStill;
  }

  /** Where its run stands. */
  public Phase phase() {
    return phase;
  }

  /** The node that it last did something with. */
  public Optional<NodeName> inHand() {
    return inHand;
  }

  /** Its lease's life by its own clocks: empty without one, negative when it is over. */
  public Optional<Duration> leaseLeft() {
    return lease.map(g -> g.timeToLive().minus(clock().since(leaseGoodFrom)));
  }

  /** What its clocks show: the monotonic one stands still while the process does. */
  Moment clock() {
    return new Moment(
        Duration.ofNanos(world.now() - stoodStill),
        world.agenda().instant().plus(operator.wallIsOff()));
  }

  /** Whether its calls come through as they should. */
  public boolean wellConnected() {
    return !courier.isTroubled();
  }

  /** Brings it the outcome of an effect, unless it is dead. */
  void ended(long id, Effect effect, Outcome outcome) {
    if (alive) {
      world.note(() -> operator.name() + " hears of #" + id + " " + Words.of(outcome));
      noteLease(id, outcome);
      take(new Input.Ended(id, outcome));
    }
  }

  void signal(Input.Stop how) {
    world.agenda().in(0, () -> take(new Input.StopAsked(how)));
  }

  void suspend(Duration window) {
    if (suspended || !alive) {
      return;
    }
    suspended = true;
    world
        .agenda()
        .in(
            window,
            () -> {
              suspended = false;
              stoodStill += window.toNanos();
              while (!inbox.isEmpty() && alive && !suspended) {
                take(inbox.removeFirst());
              }
              take(new Input.Tick());
            });
  }

  void dieAtNextSending(boolean after) {
    diesSending = Optional.of(after);
  }

  void dieInJournal(int percentThere) {
    diesWriting = OptionalInt.of(percentThere);
  }

  /** What to throw to have it die in the middle of what it does. */
  public RuntimeException death() {
    return new Killed();
  }

  /** Kills the process at once. */
  void kill() {
    if (alive) {
      alive = false;
      world.note(() -> operator.name() + "'s tool is killed");
      world.saw(new Occurrence.ToolKilled(this));
      operator.killed(this);
    }
  }

  private void take(Input input) {
    if (!alive) {
      return;
    }
    if (suspended) {
      inbox.add(input);
      return;
    }
    countSteps();
    try {
      for (UpgradeRun.Started started : run.step(input, clock())) {
        start(started.id(), started.effect());
      }
    } catch (Killed e) {
      kill();
      return;
    }
    Optional<Ending> ending = run.ending();
    if (ending.isPresent() && alive) {
      alive = false;
      world.note(() -> operator.name() + "'s tool ended " + ending.get());
      world.saw(new Occurrence.ToolEnded(this, ending.get()));
      operator.ended(this, ending.get());
    } else {
      wakeNumber++;
      long number = wakeNumber;
      world.agenda().in(run.idleFor(clock()), () -> wake(number));
    }
  }

  private void wake(long number) {
    if (number == wakeNumber && !suspended) {
      take(new Input.Tick());
    }
  }

  private void countSteps() {
    steps = stepsAt == world.now() ? steps + 1 : 0;
    stepsAt = world.now();
    if (steps > STEPS_AT_ONCE) {
      throw new IllegalStateException(operator.name() + "'s tool spins");
    }
  }

  private RunJournal.Kept keep(List<Recorded> facts) {
    List<Recorded> synced = operator.disk().journal(identity().runId());
    world.witness().writing(this, false);
    boolean full = world.now() < operator.disk().fullUntil;
    if (diesWriting.isPresent() || full) {
      int there = diesWriting.isPresent() ? diesWriting.getAsInt() : 50;
      synced.addAll(facts.subList(0, facts.size() * there / 100));
      if (diesWriting.isPresent()) {
        throw new Killed();
      }
      journalLost = true;
      return new RunJournal.Kept.Lost("no space left on device");
    }
    synced.addAll(facts);
    world.witness().writing(this, true);
    return new RunJournal.Kept.Safe();
  }

  private void start(long id, Effect effect) {
    boolean fatal = diesSending.isPresent() && !(effect instanceof Effect.Look);
    if (!(effect instanceof Effect.Look)) {
      world.note(() -> operator.name() + " starts #" + id + " " + Words.of(effect));
      world.saw(new Occurrence.Decided(this, id, effect));
      if (fatal && !diesSending.get()) {
        throw new Killed();
      }
    }
    world.witness().calling(this, false);
    switch (effect) {
      case Effect.RunUpgrade(var job) ->
          world
              .supervisor()
              .run(
                  this,
                  job,
                  end ->
                      world
                          .agenda()
                          .in(1_000_000, () -> ended(id, effect, new Outcome.UpgradeEnded(end))));
      case Effect.TakeLease take -> askForLease(id, effect);
      case Effect.RenewLease renew -> askForLease(id, effect);
      default -> courier.start(id, effect);
    }
    if (fatal) {
      throw new Killed();
    }
    world.witness().calling(this, true);
  }

  private void askForLease(long id, Effect effect) {
    leaseAsked.put(id, clock());
    courier.start(id, effect);
  }

  private void noteLease(long id, Outcome outcome) {
    Optional<Reply<?>> reply =
        outcome instanceof Outcome.LeaseTaken || outcome instanceof Outcome.LeaseRenewed
            ? outcome.asked()
            : Optional.empty();
    if (reply.isPresent()
        && reply.get() instanceof Reply.Ok<?>(var value)
        && value instanceof LeaseGrant grant) {
      lease = Optional.of(grant);
      leaseGoodFrom = Optional.ofNullable(leaseAsked.remove(id)).orElse(leaseGoodFrom);
    }
  }

  private void told(Recorded recorded) {
    if (!(recorded.event() instanceof Event.Glimpse)) {
      Words.of(recorded.event())
          .ifPresent(text -> world.note(() -> operator.name() + " records " + text));
    }
    world.saw(new Occurrence.Told(this, recorded));
    switch (recorded.event()) {
      case Event.NodesChosen chosen -> enter(Phase.GATING);
      case Event.SoakStarted soak -> enter(Phase.SOAKING);
      case Event.StageEntered(NodeName node, Stage stage) -> {
        inHand = Optional.of(node);
        enter(Phases.of(stage, order));
        operator.reached(stage);
      }
      default -> {}
    }
  }

  private void enter(Phase next) {
    if (next != phase) {
      phase = next;
      operator.entered(next);
    }
  }
}
