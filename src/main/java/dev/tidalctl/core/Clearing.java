package dev.tidalctl.core;

import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run that has the lease begins, by the first look under it.
 *
 * <ol>
 *   <li>Preflight; refusing here has changed nothing. What the next look may show otherwise is
 *       looked at again, for as long as there is {@link Patience}.
 *   <li>A resume takes every node up where it stands ({@link Resumption}). Those in hand are
 *       finished first, all at once: they are out of service already, so that the guard has no say
 *       in it. With none in hand but one Failed, it ends as it ended before.
 *   <li>What may pass by itself, as right after a change of leader, is left to the gate on a
 *       resume.
 *   <li>A roll then chooses whose turn is next; a drain or a rejoin has its node in hand.
 * </ol>
 */
final class Clearing {
  /** Where the run goes from here. */
  sealed interface Result {
    /** Whose turn is next is to be chosen. */
    record Choose() implements Result {}

    /** Nothing is decided before the next look. */
    record Again() implements Result {}

    /** These nodes are in hand. */
    record Work(List<NodeName> batch) implements Result {}

    /** There is nothing more to it. */
    record End(Ending ending) implements Result {}
  }

  private final RunParts parts;
  private final Optional<Resumption> resumption;
  private final Patience patience = new Patience();
  private boolean takenUp;

  Clearing(RunParts parts, Optional<Resumption> resumption) {
    this.parts = parts;
    this.resumption = resumption;
  }

  Result clear(Bearings b) {
    return parts.order() instanceof Order.Roll roll && resumption.isPresent()
        ? resume(resumption.get(), roll, b)
        : begin(b);
  }

  private Result begin(Bearings b) {
    Snapshot snapshot = b.snapshot();
    return switch (Preflight.check(parts.order(), snapshot, b.policy(), b.identity())) {
      case Preflight.Clearance.Refuse(List<Impediment> against) -> refused(against, b);
      case Preflight.Clearance.Nothing(String reason) ->
          new Result.End(new Ending(Ending.Kind.NOTHING_TO_DO, reason));
      case Preflight.Clearance.Go(List<NodeName> targets) -> {
        parts.turns().choose(targets, snapshot, b.now());
        warn(b);
        if (parts.order() instanceof Order.Roll roll) {
          skip(roll, b);
          yield new Result.Choose();
        }
        parts.turns().begin(targets, b);
        yield new Result.Work(targets);
      }
    };
  }

  private Result resume(Resumption resuming, Order.Roll roll, Bearings b) {
    Turns turns = parts.turns();
    List<Impediment> against =
        new ArrayList<>(RollObjections.toResuming(roll, b.snapshot(), b.identity()));
    resuming.refusals(roll, b.snapshot()).stream().map(Impediment::lasting).forEach(against::add);
    if (!against.isEmpty()) {
      return refused(against, b);
    }
    if (!takenUp) {
      turns.takeUp(resuming, roll, b);
      takenUp = true;
    }
    List<NodeName> batch = turns.underWay();
    if (!batch.isEmpty()) {
      turns.hand(batch);
      return new Result.Work(batch);
    }
    Optional<Failure> failure = turns.failure();
    if (failure.isPresent()) {
      return new Result.End(Endings.failed(failure.get(), roll, parts.changed(), turns.left()));
    }
    boolean hooksOwed = !parts.hooks().owedAfter(turns.completeByWork()).isEmpty();
    if (hooksOwed) {
      return new Result.Choose();
    }
    if (turns.next(roll, b.snapshot(), b.policy()).isEmpty()) {
      return new Result.End(
          new Ending(
              Ending.Kind.NOTHING_TO_DO,
              "run " + resuming.run() + " has nothing left to do: " + turns.complete().reason()));
    }
    List<Impediment> standing = RollObjections.standing(roll, b.snapshot(), b.identity());
    if (!standing.isEmpty()) {
      return refused(standing, b);
    }
    warn(b);
    return new Result.Choose();
  }

  /** Final at once when something of it lasts, and else once there is no more patience. */
  private Result refused(List<Impediment> against, Bearings b) {
    boolean last = against.stream().anyMatch(Impediment::lasts) || patience.endsWith(b.now());
    return last
        ? new Result.End(Endings.impeded(against, parts.changed(), parts.turns().left()))
        : new Result.Again();
  }

  private void warn(Bearings b) {
    Preflight.warnings(parts.order(), b.snapshot(), b.policy())
        .forEach(warning -> parts.ledger().record(new Event.Warned(warning), b.now()));
  }

  private void skip(Order.Roll roll, Bearings b) {
    Planner.skipped(roll, b.snapshot())
        .forEach(s -> parts.ledger().record(new Event.NodeSkipped(s.name(), s.reason()), b.now()));
  }
}
