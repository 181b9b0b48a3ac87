package dev.tidalctl.core;

import dev.tidalctl.core.Errands.Errand;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.EventSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One drain, rejoin or roll as a step function: inputs in, effects to start out. It blocks nowhere,
 * so that a simulation can step it, and it holds no more than it could learn from its events and a
 * fresh look.
 *
 * <ol>
 *   <li>Opening: look; refuse another cluster than the one named; take the lease.
 *   <li>Clearing: look afresh, under the lease; preflight. Refusing up to here has changed nothing.
 *   <li>Choosing: whose turn is next, by the cluster as it is now; stop where asked.
 *   <li>Gating: the rest of the cluster is fit to lose the batch.
 *   <li>Working: each node of the batch by {@link Turns}; a failure ends the run after the batch.
 *   <li>Soaking, then Choosing again.
 *   <li>Closing: nothing new is started; what is under way ends; the lease is given back.
 * </ol>
 *
 * Throughout: the lease is renewed; when it is lost nothing more is changed.
 */
public final class UpgradeRun {
  private static final Duration TAKE_LIMIT = Duration.ofSeconds(15);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Settings settings;
  private final Order order;
  private final Ledger ledger;
  private final Errands errands;
  private final Lookout lookout;
  private final LeaseKeeper lease;
  private final Turns turns;
  private final RetentionWatch retention;
  private final Trace trace = new Trace();
  private final Moment begun;
  private RunStage stage = new RunStage.Opening();
  private Optional<Input.Stop> stop = Optional.empty();
  private String waitingFor = "the first look at the cluster";
  private Interest interest = Interest.OBSERVATION;

  /**
   * Begins a run; nothing is asked of anybody before the first {@link #step}.
   *
   * @param settings what holds throughout
   * @param order what is asked for
   * @param readers take up its events
   * @param now the time
   */
  public UpgradeRun(Settings settings, Order order, List<EventSink> readers, Moment now) {
    this.settings = settings;
    this.order = order;
    this.begun = now;
    this.ledger = new Ledger(readers, now);
    this.errands = new Errands(ledger);
    this.lookout = new Lookout(errands, now);
    this.lease = new LeaseKeeper(errands, now);
    this.turns = new Turns(order, ledger, errands);
    this.retention = new RetentionWatch(ledger);
    ledger.record(new Event.RunStarted(settings.identity(), settings.cluster(), wanted()), now);
  }

  /** An effect to be started, with the number under which its outcome must come back. */
  public record Started(long id, Effect effect) {}

  /**
   * Takes up one input and decides as far as the cluster as seen allows.
   *
   * @param input what was learnt
   * @param now the time
   * @return the effects to start now, in this order
   */
  public List<Started> step(Input input, Moment now) {
    take(input, now);
    lease.tend(now);
    while (advance(now)) {
      lease.tend(now);
    }
    if (!(stage instanceof RunStage.Ended)) {
      lookout.keepLooking(interest, IDLE, now);
      ledger.heartbeat(waiting(), now);
    }
    return errands.handOut().stream().map(e -> new Started(e.id(), e.effect())).toList();
  }

  /** How long nothing is to be done unless an input comes. */
  public Duration idleFor(Moment now) {
    Duration soonest = IDLE;
    for (Duration rest : List.of(lease.rest(now), soakLeft(now), turns.rest(now))) {
      soonest = rest.compareTo(soonest) < 0 ? rest : soonest;
    }
    Duration look = lookout.rest(now);
    return look.isPositive() && look.compareTo(soonest) < 0 ? look : soonest;
  }

  /** How it ended, once it has. */
  public Optional<Ending> ending() {
    return stage instanceof RunStage.Ended(Ending ending) ? Optional.of(ending) : Optional.empty();
  }

  /** The last look at the cluster. */
  public Optional<Snapshot> lastSeen() {
    return lookout.seen();
  }

  private void take(Input input, Moment now) {
    switch (input) {
      case Input.Tick tick -> {}
      case Input.StopAsked(Input.Stop how) -> {
        ledger.record(new Event.StopRequested(how), now);
        stop = Optional.of(how);
      }
      case Input.Ended(long id, Outcome outcome) ->
          errands.ended(id).ifPresent(errand -> settle(errand, outcome, now));
    }
  }

  private void settle(Errand errand, Outcome outcome, Moment now) {
    if (errand.effect().changes()) {
      changeEnded(errand, outcome, now);
    }
    switch (outcome) {
      case Outcome.Looked(var reply) -> {
        if (lookout.looked(errand.id(), reply, now)) {
          trace.looked();
          lookout.seen().ifPresent(s -> ledger.show(new Event.Observed(s), now));
        }
      }
      case Outcome.LeaseTaken(var reply) -> leaseTaken(reply, errand, now);
      case Outcome.LeaseRenewed(var reply) -> lease.renewed(reply, errand.startedAt(), now);
      case Outcome.LeaseReleased(var reply) -> {
        if (reply instanceof Reply.Ok) {
          ledger.record(new Event.LeaseReleased(), now);
        }
        lease.released();
      }
      case Outcome.ServingFloorRead(var reply) -> {
        if (reply instanceof Reply.Ok<OptionalInt>(OptionalInt floor) && floor.isPresent()) {
          ledger.record(new Event.ServingFloor(floor.getAsInt()), now);
        }
      }
      case Outcome.UpgradeEnded(var end) -> {
        retention.took(end.took());
        turns.settle(errand, outcome, bearings(now));
      }
      case Outcome.RoutingChanged c -> turns.settle(errand, outcome, bearings(now));
      case Outcome.LeadershipAsked c -> turns.settle(errand, outcome, bearings(now));
      case Outcome.ShippingAsked c -> turns.settle(errand, outcome, bearings(now));
      case Outcome.HeartbeatAppended c -> turns.settle(errand, outcome, bearings(now));
      case Outcome.DigestsRead c -> turns.settle(errand, outcome, bearings(now));
    }
  }

  private void changeEnded(Errand errand, Outcome outcome, Moment now) {
    ledger.record(new Event.EffectEnded(errand.id(), errand.effect(), outcome), now);
    lookout.somethingEnded();
    trace.ended(outcome);
    outcome
        .asked()
        .flatMap(ReplyRule::refused)
        .filter(r -> r.code() == Refusal.Code.STALE_TOKEN)
        .ifPresent(r -> lease.declareLost(r.detail()));
  }

  private void leaseTaken(Reply<LeaseGrant> reply, Errand errand, Moment now) {
    switch (reply) {
      case Reply.Ok<LeaseGrant>(LeaseGrant grant) -> {
        lease.taken(grant, errand.startedAt());
        lookout.somethingEnded();
        ledger.record(new Event.LeaseTaken(grant.token()), now);
        stage = new RunStage.Clearing();
      }
      case Reply.Refused<LeaseGrant>(Refusal refusal) ->
          close(Endings.leaseRefused(refusal, settings.next()), now);
      case Reply.Unreachable<LeaseGrant>(String why) -> close(Endings.unreachable(why), now);
      case Reply.Unknown<LeaseGrant>(String why) -> {
        if (now.since(begun).compareTo(TAKE_LIMIT) > 0) {
          close(Endings.unreachable(why), now);
        }
      }
    }
  }

  /** One decision; true when it may allow another. */
  private boolean advance(Moment now) {
    Optional<Ending> early = ending().isPresent() ? Optional.empty() : endsEarly();
    if (early.isPresent() && !(stage instanceof RunStage.Closing)) {
      lease.lost().ifPresent(why -> ledger.record(new Event.LeaseLost(why), now));
      return close(early.get(), now);
    }
    return switch (stage) {
      case RunStage.Opening opening -> opening(now);
      case RunStage.Clearing clearing -> clearing(now);
      case RunStage.Choosing choosing -> choosing(now);
      case RunStage.Gating(GateWait gate) -> gating(gate, now);
      case RunStage.Working(List<NodeName> batch) -> working(batch, now);
      case RunStage.Soaking(Moment until) -> soaking(until, now);
      case RunStage.Closing(Closure closure) -> closing(closure, now);
      case RunStage.Ended ended -> false;
    };
  }

  /** What ends a run wherever it stands. */
  private Optional<Ending> endsEarly() {
    if (lookout.refusal().isPresent()) {
      return Optional.of(
          Endings.refused(lookout.refusal().get().detail(), trace.changed(), turns.left()));
    }
    if (lookout.trouble().isPresent() && lookout.seen().isEmpty()) {
      return Optional.of(Endings.unreachable(lookout.trouble().get()));
    }
    if (lease.lost().isPresent()) {
      return Optional.of(
          Endings.leaseLost(lease.lost().get(), lookout.trouble(), trace, turns.left()));
    }
    return stop.isPresent() && !(stage instanceof RunStage.Working)
        ? Optional.of(Endings.stopped(stop.get(), order, turns.left()))
        : Optional.empty();
  }

  private boolean opening(Moment now) {
    if (lookout.fresh().isPresent() && !errands.any(Effect.TakeLease.class::isInstance)) {
      errands.start(new Effect.TakeLease(settings.identity(), wanted(), settings.nonce()), now);
    }
    return waitFor("the lease", Interest.REVISION);
  }

  private boolean clearing(Moment now) {
    Optional<Bearings> bearings = fresh(now);
    if (bearings.isEmpty()) {
      return waitFor("a look under the lease", Interest.OBSERVATION);
    }
    Snapshot snapshot = bearings.get().snapshot();
    return switch (Preflight.check(order, snapshot, settings.policy(), settings.identity())) {
      case Preflight.Clearance.Refuse(String reason) ->
          close(Endings.refused(reason, trace.changed(), turns.left()), now);
      case Preflight.Clearance.Nothing(String reason) ->
          close(new Ending(Ending.Kind.NOTHING_TO_DO, reason), now);
      case Preflight.Clearance.Go(List<NodeName> targets) -> {
        turns.choose(targets, snapshot, now);
        Preflight.warnings(order, snapshot, settings.policy())
            .forEach(warning -> ledger.record(new Event.Warned(warning), now));
        begin(targets, bearings.get());
        yield true;
      }
    };
  }

  private void begin(List<NodeName> targets, Bearings bearings) {
    if (order instanceof Order.Roll roll) {
      Planner.skipped(roll, bearings.snapshot())
          .forEach(s -> ledger.record(new Event.NodeSkipped(s.name(), s.reason()), bearings.now()));
      stage = new RunStage.Choosing();
    } else {
      turns.begin(targets, bearings);
      stage = new RunStage.Working(targets);
    }
  }

  private boolean choosing(Moment now) {
    Optional<Bearings> bearings = fresh(now);
    if (bearings.isEmpty() || !(order instanceof Order.Roll roll)) {
      return waitFor("a fresh look", Interest.OBSERVATION);
    }
    Snapshot snapshot = bearings.get().snapshot();
    List<NodeName> batch = turns.next(roll, snapshot, settings.policy());
    if (batch.isEmpty()) {
      return close(turns.complete(), now);
    }
    if (roll.stopAfter().isPresent() && turns.completed() >= roll.stopAfter().getAsInt()) {
      return close(Endings.stoppedAfter(turns.completed(), batch), now);
    }
    stage = new RunStage.Gating(GateWait.begin(batch, snapshot, now));
    return true;
  }

  private boolean gating(GateWait gate, Moment now) {
    Optional<Bearings> bearings = fresh(now);
    if (bearings.isEmpty() || !(order instanceof Order.Roll roll)) {
      return waitFor("a fresh look", Interest.OBSERVATION);
    }
    Snapshot snapshot = bearings.get().snapshot();
    GateWait fenced = gate.fenced(snapshot);
    stage = new RunStage.Gating(fenced);
    return switch (fenced.check(roll, snapshot, settings.policy(), retention)) {
      case Verdict.Go go -> {
        ledger.record(new Event.GatePassed(gate.batch()), now);
        turns.begin(gate.batch(), bearings.get());
        stage = new RunStage.Working(gate.batch());
        yield true;
      }
      case Verdict.Hold(String reason) ->
          gate.overdue(settings.policy(), now)
              ? close(
                  Endings.refused(
                      gate.tooLong(reason, settings.policy()), trace.changed(), turns.left()),
                  now)
              : waitFor(gate.waitingFor(reason, settings.policy()), Interest.OBSERVATION);
    };
  }

  private boolean working(List<NodeName> batch, Moment now) {
    boolean turnedBack = stopsNow() && turns.turnBack(batch, now);
    if (turns.settled(batch, stopsNow())) {
      return batchEnded(batch, now);
    }
    Optional<Bearings> bearings = fresh(now);
    if (bearings.isEmpty()) {
      return waitFor("a fresh look", Interest.OBSERVATION);
    }
    retention.watch(turns.left(), bearings.get().snapshot(), now);
    boolean moved = turns.work(batch, bearings.get()) || turnedBack;
    waitFor(turns.waitingFor(), turns.interest());
    return moved;
  }

  private boolean batchEnded(List<NodeName> batch, Moment now) {
    if (stopsNow()) {
      return close(Endings.stopped(stop.orElse(Input.Stop.NOW), order, turns.left()), now);
    }
    Optional<Failure> failure = turns.failure(batch);
    if (failure.isPresent()) {
      return close(Endings.failed(failure.get(), order, trace.changed(), turns.left()), now);
    }
    Duration soak = settings.policy().soak();
    if (soak.isPositive() && turns.someWaiting()) {
      ledger.record(new Event.SoakStarted(soak), now);
      stage = new RunStage.Soaking(now.plus(soak));
      return true;
    }
    if (!(order instanceof Order.Roll)) {
      return close(turns.complete(), now);
    }
    stage = new RunStage.Choosing();
    return true;
  }

  private boolean soaking(Moment until, Moment now) {
    if (now.until(until).isPositive()) {
      return waitFor("the soak to end", Interest.REVISION);
    }
    stage = new RunStage.Choosing();
    return true;
  }

  private boolean closing(Closure closure, Moment now) {
    Optional<String> waits = closure.advance(errands, lease, now);
    if (waits.isPresent()) {
      return waitFor(waits.get(), Interest.REVISION);
    }
    ledger.record(new Event.RunEnded(closure.ending()), now);
    stage = new RunStage.Ended(closure.ending());
    return false;
  }

  private boolean close(Ending ending, Moment now) {
    stage = new RunStage.Closing(new Closure(ending, trace.changed(), now));
    return true;
  }

  /** A drain or a rejoin has no node's end to wait for: for it every stop is at once. */
  private boolean stopsNow() {
    return stop.filter(how -> how != Input.Stop.AFTER_NODE || !(order instanceof Order.Roll))
        .isPresent();
  }

  private boolean waitFor(String what, Interest of) {
    waitingFor = what;
    interest = of;
    lookout.decidedOn();
    return false;
  }

  private String waiting() {
    return lookout.trouble().map(t -> waitingFor + "; last look failed: " + t).orElse(waitingFor);
  }

  private Optional<Bearings> fresh(Moment now) {
    return bearings(now).filter(b -> lookout.fresh().isPresent());
  }

  private Optional<Bearings> bearings(Moment now) {
    if (lookout.seen().isEmpty() || lease.token().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Bearings(
            lookout.seen().get(), now, lease.token().get(), settings, order, turns.inHand()));
  }

  private Duration soakLeft(Moment now) {
    return stage instanceof RunStage.Soaking(Moment until) ? now.until(until) : IDLE;
  }

  private Optional<Version> wanted() {
    return order instanceof Order.Roll roll ? roll.to() : Optional.empty();
  }
}
