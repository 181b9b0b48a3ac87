package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Hook;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Leads a run through its stages, as {@link UpgradeRun} tells them, one decision at a time. */
final class Course {
  private final RunParts parts;
  private final LeaseTaking taking;
  private final Clearing clearance;
  private RunStage stage = new RunStage.Opening();
  private final StopRequest stop = new StopRequest();
  private String waitingFor = "the first look at the cluster";
  private Optional<Interest> interest = Optional.of(Interest.OBSERVATION);

  Course(RunParts parts, LeaseTaking taking, Clearing clearance) {
    this.parts = parts;
    this.taking = taking;
    this.clearance = clearance;
  }

  RunStage stage() {
    return stage;
  }

  /** What shall wake the run up; empty when any later look shall. */
  Optional<Interest> interest() {
    return interest;
  }

  String waitingFor() {
    return parts
        .lookout()
        .trouble()
        .map(t -> waitingFor + "; last look failed: " + t)
        .orElse(waitingFor);
  }

  void stop(Input.Stop how, Moment now) {
    stop.asked(how, now);
    if (how == Input.Stop.AFTER_NODE && stage instanceof RunStage.Working) {
      parts
          .turns()
          .atMost(parts.settings().policy().limits(), now)
          .ifPresent(l -> sayHowLong(l, now));
    }
  }

  private void sayHowLong(Duration atMost, Moment now) {
    parts
        .ledger()
        .show(
            new Event.StillWaiting(
                "the node in hand to be finished, by its limits at most "
                    + Words.of(atMost)
                    + "; then the roll stops"),
            now);
  }

  void leaseOurs() {
    stage = new RunStage.Clearing();
  }

  /**
   * Ends the run.
   *
   * @param how told anew as answers come in: a change under way may yet be refused, or made
   */
  boolean close(Supplier<Ending> how, Moment now) {
    stage = new RunStage.Closing(new Closure(how, now));
    return true;
  }

  /** The journal can't be kept: nothing more is started. */
  void journalLost(String why, Moment now) {
    if (!(stage instanceof RunStage.Closing || stage instanceof RunStage.Ended)) {
      close(
          () -> Endings.journalLost(why, parts.changed(), parts.turns().left(), notTakenUp()), now);
    }
  }

  /** Nodes that an earlier process of this run took out of service, and that are not in hand. */
  private List<NodeView> notTakenUp() {
    RunId run = parts.settings().identity().runId();
    return parts.lookout().seen().stream()
        .flatMap(snapshot -> snapshot.nodes().stream())
        .filter(node -> node.routing() != Routing.SERVING && !parts.turns().took(node.name()))
        .filter(node -> node.hold().filter(hold -> hold.runId().equals(run)).isPresent())
        .toList();
  }

  /** One decision; true when it may allow another. */
  boolean advance(Moment now) {
    if (!(stage instanceof RunStage.Closing || stage instanceof RunStage.Ended)) {
      Optional<Supplier<Ending>> early = endsEarly();
      if (early.isPresent()) {
        parts.lease().lost().ifPresent(why -> parts.ledger().record(new Event.LeaseLost(why), now));
        return close(early.get(), now);
      }
    }
    closeWhatIsExposed(now);
    return switch (stage) {
      case RunStage.Opening opening -> opening(now);
      case RunStage.Clearing clearing -> clearing(now);
      case RunStage.Choosing choosing -> choosing(now);
      case RunStage.Gating(GateWait gate) -> gating(gate, now);
      case RunStage.Hooking hooking -> hooking(hooking, now);
      case RunStage.Working(List<NodeName> batch) -> working(batch, now);
      case RunStage.Soaking(Moment until) -> soaking(until, now);
      case RunStage.Closing(Closure closure) -> closing(closure, now);
      case RunStage.Ended ended -> false;
    };
  }

  /** Not before preflight, which may still refuse the run, and not once it closes. */
  private void closeWhatIsExposed(Moment now) {
    switch (stage) {
      case RunStage.Choosing s -> parts.fresh(now).ifPresent(parts.exposures()::tend);
      case RunStage.Gating s -> parts.fresh(now).ifPresent(parts.exposures()::tend);
      case RunStage.Hooking s -> parts.fresh(now).ifPresent(parts.exposures()::tend);
      case RunStage.Working s -> parts.fresh(now).ifPresent(parts.exposures()::tend);
      case RunStage.Soaking s -> parts.fresh(now).ifPresent(parts.exposures()::tend);
      case RunStage.Opening s -> {}
      case RunStage.Clearing s -> {}
      case RunStage.Closing s -> {}
      case RunStage.Ended s -> {}
    }
  }

  /** What ends a run wherever it stands. */
  private Optional<Supplier<Ending>> endsEarly() {
    Lookout lookout = parts.lookout();
    if (lookout.refusal().isPresent()) {
      String why = lookout.refusal().get().detail();
      return Optional.of(() -> Endings.refused(why, parts.changed(), parts.turns().left()));
    }
    if (lookout.outOfReach().isPresent()) {
      String why = lookout.outOfReach().get();
      return Optional.of(() -> Endings.unreachable(why));
    }
    if (parts.lease().lost().isPresent()) {
      String why = parts.lease().lost().get();
      Optional<String> trouble = lookout.trouble();
      return Optional.of(() -> leaseLost(why, trouble));
    }
    boolean early = stage instanceof RunStage.Opening || stage instanceof RunStage.Clearing;
    boolean nothingToStop = stop.milder() && !early && !parts.turns().someWaiting();
    boolean hookFirst = stop.milder() && !early && hooksComeFirst();
    return stage instanceof RunStage.Working || nothingToStop || hookFirst
        ? Optional.empty()
        : stop.how().map(how -> () -> stopped(how, early));
  }

  private Ending leaseLost(String why, Optional<String> trouble) {
    return Endings.leaseLost(
        why,
        trouble,
        parts.lookout().trouble().isEmpty(),
        parts.trace().unresolved() || parts.errands().anyUnanswered(),
        parts.changed(),
        parts.turns().left());
  }

  private Ending stopped(Input.Stop how, boolean early) {
    return early
        ? Endings.stoppedEarly(how, parts.order())
        : Endings.stopped(how, parts.order(), parts.turns().left());
  }

  /** A stop between nodes comes when the hooks of the node before have, or why they did not. */
  private boolean hooksComeFirst() {
    Hooks hooks = parts.hooks();
    return hooks.running()
        || hooks.failure().isPresent()
        || !hooks.owedAfter(parts.turns().completeByWork()).isEmpty();
  }

  private boolean opening(Moment now) {
    if (parts.lookout().seen().isPresent()
        && !parts.errands().any(Effect.TakeLease.class::isInstance)) {
      taking.next(now).ifPresent(take -> parts.errands().start(take, now));
    }
    return waitFor("the lease", Interest.REVISION);
  }

  private boolean clearing(Moment now) {
    Optional<Bearings> bearings = parts.fresh(now);
    if (bearings.isEmpty() || !parts.lookout().unread()) {
      return waitFor("a look under the lease", Interest.OBSERVATION);
    }
    return switch (clearance.clear(bearings.get())) {
      case Clearing.Result.Again again -> waitFor("a look under the lease", Interest.OBSERVATION);
      case Clearing.Result.End(Ending ending) -> close(() -> ending, now);
      case Clearing.Result.Choose choose -> enter(new RunStage.Choosing());
      case Clearing.Result.Work(List<NodeName> batch) -> enter(new RunStage.Working(batch));
    };
  }

  private boolean choosing(Moment now) {
    Optional<Bearings> bearings = parts.fresh(now);
    if (bearings.isEmpty() || !(parts.order() instanceof Order.Roll roll)) {
      return waitFor("a fresh look", Interest.OBSERVATION);
    }
    List<NodeName> owed = parts.hooks().owedAfter(parts.turns().completeByWork());
    if (!owed.isEmpty()) {
      return enter(new RunStage.Hooking(Hook.AFTER_NODE, owed));
    }
    Snapshot snapshot = bearings.get().snapshot();
    List<NodeName> batch = parts.turns().next(roll, snapshot, parts.settings().policy());
    if (batch.isEmpty()) {
      List<NodeName> upToDate = parts.turns().upToDate(roll, snapshot);
      if (upToDate.isEmpty()) {
        return close(parts.turns()::complete, now);
      }
      parts.turns().verify(upToDate, bearings.get());
      return enter(new RunStage.Working(upToDate));
    }
    int completed = parts.turns().completedByUs();
    if (roll.stopAfter().isPresent() && completed >= roll.stopAfter().getAsInt()) {
      return close(() -> Endings.stoppedAfter(completed, batch), now);
    }
    return enter(new RunStage.Gating(GateWait.begin(batch, snapshot, now)));
  }

  private boolean gating(GateWait gate, Moment now) {
    Optional<Bearings> bearings = parts.fresh(now);
    if (bearings.isEmpty() || !(parts.order() instanceof Order.Roll roll)) {
      return waitFor("a fresh look", Interest.OBSERVATION);
    }
    Snapshot snapshot = bearings.get().snapshot();
    List<NodeName> next = parts.turns().next(roll, snapshot, parts.settings().policy());
    boolean leads = gate.batch().stream().anyMatch(snapshot::isLeader);
    if (leads && !next.isEmpty() && !next.equals(gate.batch())) {
      return enter(new RunStage.Gating(gate.rechosen(next, snapshot)));
    }
    GateWait fenced = gate.fenced(snapshot);
    stage = new RunStage.Gating(fenced);
    Policy policy = parts.settings().policy();
    return switch (fenced.check(roll, snapshot, policy, parts.retention(), parts.probe())) {
      case Verdict.Go go -> {
        List<NodeName> owed = parts.hooks().owedBefore(gate.batch());
        if (!owed.isEmpty()) {
          yield enter(new RunStage.Hooking(Hook.BEFORE_NODE, owed));
        }
        parts.ledger().record(new Event.GatePassed(gate.batch()), now);
        parts.turns().begin(gate.batch(), bearings.get());
        yield enter(new RunStage.Working(gate.batch()));
      }
      case Verdict.Hold(String reason) ->
          gate.overdue(policy, now)
              ? close(
                  () ->
                      Endings.refused(
                          gate.tooLong(reason, policy), parts.changed(), parts.turns().left()),
                  now)
              : waitFor(gate.waitingFor(reason, policy), fenced.interest(snapshot));
    };
  }

  private boolean hooking(RunStage.Hooking hooking, Moment now) {
    Optional<Bearings> bearings = parts.fresh(now);
    if (parts.hooks().running()) {
      return waitFor("hooks." + hooking.hook().word() + " to end", Interest.REVISION);
    }
    Optional<String> wrong = parts.hooks().failure();
    if (wrong.isPresent()) {
      return close(() -> Endings.refused(wrong.get(), parts.changed(), parts.turns().left()), now);
    }
    Optional<NodeName> next = parts.hooks().next(hooking);
    if (next.isEmpty()) {
      return enter(new RunStage.Choosing());
    }
    if (bearings.isPresent()) {
      parts.hooks().start(hooking.hook(), next.get(), bearings.get().snapshot(), now);
    }
    return waitFor("hooks." + hooking.hook().word(), Interest.OBSERVATION);
  }

  private boolean working(List<NodeName> batch, Moment now) {
    Turns turns = parts.turns();
    boolean turnedBack = stopsNow() && turns.turnBack(batch, now);
    if (turns.settled(batch, stopsNow()) || stop.overdue(now)) {
      return batchEnded(now);
    }
    Optional<Bearings> bearings = parts.fresh(now);
    if (bearings.isEmpty()) {
      return waitFor("a fresh look", Interest.OBSERVATION);
    }
    parts.retention().watch(turns.left(), bearings.get().snapshot(), now);
    boolean moved = turns.work(batch, bearings.get()) || turnedBack;
    waitFor(turns.waitingFor(), turns.interest());
    return moved;
  }

  private boolean batchEnded(Moment now) {
    Turns turns = parts.turns();
    parts.probe().measured(now);
    if (stopsNow()) {
      Input.Stop how = stop.how().orElse(Input.Stop.NOW);
      return close(() -> stopped(how, false), now);
    }
    Optional<Failure> failure = turns.failure();
    if (failure.isPresent()) {
      return close(
          () -> Endings.failed(failure.get(), parts.order(), parts.changed(), turns.left()), now);
    }
    Duration soak = parts.settings().policy().soak();
    if (soak.isPositive() && turns.someWaiting()) {
      parts.ledger().record(new Event.SoakStarted(soak), now);
      return enter(new RunStage.Soaking(now.plus(soak)));
    }
    if (!(parts.order() instanceof Order.Roll)) {
      return close(turns::complete, now);
    }
    return enter(new RunStage.Choosing());
  }

  private boolean soaking(Moment until, Moment now) {
    boolean soaks = now.until(until).isPositive() && !stop.milder();
    return soaks ? waitFor("the soak to end", Interest.REVISION) : enter(new RunStage.Choosing());
  }

  private boolean closing(Closure closure, Moment now) {
    if (stopsNow() && closure.awaitsCommand(parts.errands())) {
      Input.Stop how = stop.how().orElse(Input.Stop.NOW);
      return close(() -> stopped(how, false), now);
    }
    if (closure.awaitsAnswers(parts.errands(), now)) {
      return waitFor("what is under way to end", Interest.REVISION);
    }
    Optional<String> telling = telling(closure.ending(), now);
    if (telling.isPresent()) {
      closure.put(now);
      return waitFor(telling.get(), Interest.REVISION);
    }
    Optional<String> waits = closure.advance(parts, now);
    if (waits.isPresent()) {
      return waitFor(waits.get(), Interest.REVISION);
    }
    parts.probe().measured(now);
    parts.ledger().record(new Event.RunEnded(closure.ending()), now);
    stage = new RunStage.Ended(closure.ending());
    return false;
  }

  /** What is waited for while somebody is told how the run ends; nobody is, in a hurry. */
  private Optional<String> telling(Ending ending, Moment now) {
    return stopsNow()
        ? Optional.empty()
        : parts
            .hooks()
            .tell(
                ending, parts.changed(), parts.turns().failedFirst(), parts.lookout().seen(), now);
  }

  private boolean enter(RunStage next) {
    stage = next;
    return true;
  }

  /** A drain or a rejoin has no node's end to wait for: for it every stop is at once. */
  private boolean stopsNow() {
    return stop.how()
        .filter(how -> how != Input.Stop.AFTER_NODE || !(parts.order() instanceof Order.Roll))
        .isPresent();
  }

  private boolean waitFor(String what, Interest of) {
    return waitFor(what, Optional.of(of));
  }

  private boolean waitFor(String what, Optional<Interest> of) {
    waitingFor = what;
    interest = of;
    parts.lookout().decidedOn();
    return false;
  }
}
