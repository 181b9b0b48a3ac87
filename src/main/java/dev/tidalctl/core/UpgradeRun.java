package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.RunJournal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One drain, rejoin or roll as a step function: inputs in, effects to start out. It blocks nowhere
 * but in its journal, so that a simulation can step it, and it holds no more than it could learn
 * from its events and a fresh look.
 *
 * <ol>
 *   <li>Opening: look; refuse another cluster than the one named; take the lease.
 *   <li>Clearing: look afresh, under the lease; preflight. Refusing up to here has changed nothing,
 *       and what one look may have missed is looked at again first ({@link Patience}). A resumed
 *       run takes up its nodes where they stand.
 *   <li>Choosing: whose turn is next, by the cluster as it is now; stop where asked.
 *   <li>Gating: the rest of the cluster is fit to lose the batch, and clients are answered.
 *   <li>Hooking, where the operator has a command to be run before or after a node ({@link Hooks});
 *       then Choosing again.
 *   <li>Working: each node of the batch by {@link Turns}; a failure ends the run after the batch.
 *   <li>Soaking, then Choosing again.
 *   <li>Closing: nothing new is started; what is under way ends; the lease is given back.
 * </ol>
 *
 * Throughout: the lease is renewed; when it is lost nothing more is changed. Nodes that we hold and
 * clients reach all the same are closed to them again ({@link Exposures}); for that the run looks
 * every second at least. The facts of a step are in the journal before its effects are started;
 * when they can't be kept, no changing effect is started any more. A step that ends in nothing but
 * a look at once leaves its facts to the next: they are kept together, before anything follows from
 * them.
 */
public final class UpgradeRun {
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final RunParts parts;
  private final Settlement settlement;
  private final Course course;

  /**
   * Begins a run; nothing is asked of anybody before the first {@link #step}.
   *
   * @param settings what holds throughout
   * @param order what is asked for
   * @param journal keeps its facts
   * @param readers take up its events
   * @param now the time
   */
  public UpgradeRun(
      Settings settings, Order order, RunJournal journal, List<EventSink> readers, Moment now) {
    this(settings, order, Optional.empty(), journal, readers, now);
    parts.ledger().record(new Event.RunStarted(settings.identity(), settings.terms(order)), now);
  }

  /**
   * Goes on with a roll whose process ended; likewise nothing is asked of anybody yet.
   *
   * @param settings what holds from now on; the run id is the run's, the nonce a new one
   * @param order what is asked for from now on
   * @param resumption what is known of the run
   * @param journal keeps its further facts
   * @param readers take up its further events
   * @param now the time
   */
  public UpgradeRun(
      Settings settings,
      Order.Roll order,
      Resumption resumption,
      RunJournal journal,
      List<EventSink> readers,
      Moment now) {
    this(settings, order, Optional.of(resumption), journal, readers, now);
    Optional<Ending> before = resumption.history().flatMap(History::ending);
    parts
        .ledger()
        .record(new Event.RunResumed(settings.identity(), settings.terms(order), before), now);
  }

  private UpgradeRun(
      Settings settings,
      Order order,
      Optional<Resumption> resumption,
      RunJournal journal,
      List<EventSink> readers,
      Moment now) {
    Optional<History> history = resumption.flatMap(Resumption::history);
    Ledger ledger = new Ledger(journal, readers, history.map(History::lastSeq).orElse(0L), now);
    Errands errands = new Errands(ledger, history.map(History::lastEffect).orElse(0L));
    RetentionWatch retention = new RetentionWatch(ledger);
    history.map(History::longestUpgrade).ifPresent(retention::took);
    this.parts =
        new RunParts(
            settings,
            order,
            ledger,
            errands,
            new Lookout(errands, now),
            new LeaseKeeper(errands, now),
            new Turns(order, ledger, errands),
            new Exposures(ledger, errands),
            new Hooks(settings, order, ledger, errands, resumption.isPresent(), history),
            retention,
            ProbeGuard.of(order, settings.policy(), ledger),
            new Trace());
    RunTerms terms = settings.terms(order);
    LeaseTaking taking =
        new LeaseTaking(
            settings, terms, resumption.map(Resumption::claims).orElse(List.of()), ledger, now);
    this.settlement = new Settlement(parts, taking);
    this.course = new Course(parts, taking, new Clearing(parts, resumption));
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
    decide(now);
    if (parts.errands().onlyLookAtOnce()) {
      return handOut();
    }
    Optional<String> lost = parts.ledger().handOn(now);
    if (lost.isPresent()) {
      parts.errands().withhold();
      course.journalLost(lost.get(), now);
      decide(now);
      parts.errands().withhold();
      parts.ledger().handOn(now);
    }
    return handOut();
  }

  private List<Started> handOut() {
    return parts.errands().handOut().stream().map(e -> new Started(e.id(), e.effect())).toList();
  }

  private void decide(Moment now) {
    parts.lease().tend(now);
    while (course.advance(now)) {
      parts.lease().tend(now);
    }
    if (ending().isEmpty()) {
      parts.lookout().keepLooking(course.interest(), IDLE, now);
      parts.ledger().heartbeat(course.waitingFor(), now);
    }
  }

  /** How long nothing is to be done unless an input comes. */
  public Duration idleFor(Moment now) {
    Duration soonest = IDLE;
    for (Duration rest : List.of(parts.lease().rest(now), soakLeft(now), parts.turns().rest(now))) {
      soonest = rest.compareTo(soonest) < 0 ? rest : soonest;
    }
    Duration look = parts.lookout().rest(now);
    return look.isPositive() && look.compareTo(soonest) < 0 ? look : soonest;
  }

  /** How it ended, once it has. */
  public Optional<Ending> ending() {
    return course.stage() instanceof RunStage.Ended(Ending ending)
        ? Optional.of(ending)
        : Optional.empty();
  }

  /** The last look at the cluster. */
  public Optional<Snapshot> lastSeen() {
    return parts.lookout().seen();
  }

  private void take(Input input, Moment now) {
    switch (input) {
      case Input.Tick tick -> {}
      case Input.Probed(ProbeReading reading) -> parts.probe().take(reading, now);
      case Input.StopAsked(Input.Stop how) -> {
        parts.ledger().record(new Event.StopRequested(how), now);
        course.stop(how, now);
      }
      case Input.Ended(long id, Outcome outcome) ->
          parts
              .errands()
              .ended(id)
              .flatMap(errand -> settlement.settle(errand, outcome, now))
              .ifPresent(turn -> turned(turn, now));
    }
  }

  private void turned(Settlement.Turn turn, Moment now) {
    switch (turn) {
      case Settlement.Turn.LeaseOurs ours -> course.leaseOurs();
      case Settlement.Turn.Over(Ending ending) -> course.close(() -> ending, now);
    }
  }

  private Duration soakLeft(Moment now) {
    return course.stage() instanceof RunStage.Soaking(Moment until) ? now.until(until) : IDLE;
  }
}
