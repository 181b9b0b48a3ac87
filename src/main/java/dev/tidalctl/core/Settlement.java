package dev.tidalctl.core;

import dev.tidalctl.core.Errands.Errand;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.LeaseGrant;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes up the ends of effects: each is recorded, and told to whoever in the run it concerns. Says
 * when the run as a whole is in another place for it.
 */
final class Settlement {
  /** What the end of an effect means for the run as a whole. */
  sealed interface Turn {
    /** The lease is ours. */
    record LeaseOurs() implements Turn {}

    /** There will be no lease. */
    record Over(Ending ending) implements Turn {}
  }

  private final RunParts parts;
  private final LeaseTaking taking;

  Settlement(RunParts parts, LeaseTaking taking) {
    this.parts = parts;
    this.taking = taking;
  }

  Optional<Turn> settle(Errand errand, Outcome outcome, Moment now) {
    if (errand.effect().changes()) {
      changeEnded(errand, outcome, now);
    } else if (errand.effect().recorded()) {
      parts.ledger().record(new Event.EffectEnded(errand.id(), errand.effect(), outcome), now);
    }
    return switch (outcome) {
      case Outcome.LeaseTaken(var reply) -> leaseTaken(reply, errand, now);
      case Outcome.Looked(var reply) -> {
        if (parts.lookout().looked(errand.id(), reply, now)) {
          parts.trace().looked();
          parts.lookout().seen().ifPresent(s -> parts.ledger().show(new Event.Observed(s), now));
        }
        yield Optional.empty();
      }
      case Outcome.LeaseRenewed(var reply) -> {
        parts.lease().renewed(reply, errand.startedAt(), now);
        yield Optional.empty();
      }
      case Outcome.LeaseReleased(var reply) -> {
        if (reply instanceof Reply.Ok) {
          parts.ledger().record(new Event.LeaseReleased(), now);
        }
        parts.lease().released();
        yield Optional.empty();
      }
      case Outcome.ServingFloorRead(var reply) -> {
        if (reply instanceof Reply.Ok<OptionalInt>(OptionalInt floor) && floor.isPresent()) {
          parts.ledger().record(new Event.ServingFloor(floor.getAsInt()), now);
        }
        yield Optional.empty();
      }
      case Outcome.UpgradeEnded(var end) -> {
        parts.retention().took(end.took());
        yield ofNode(errand, outcome, now);
      }
      case Outcome.HookEnded(var end) -> {
        if (errand.effect() instanceof Effect.RunHook(var job)) {
          parts.hooks().ended(job, end, now);
        }
        yield Optional.empty();
      }
      case Outcome.RoutingChanged c -> ofNode(errand, outcome, now);
      case Outcome.ClosedAgain c -> Optional.empty();
      case Outcome.SessionsCut c -> ofNode(errand, outcome, now);
      case Outcome.LeadershipAsked c -> ofNode(errand, outcome, now);
      case Outcome.ShippingAsked c -> ofNode(errand, outcome, now);
      case Outcome.HeartbeatAppended c -> ofNode(errand, outcome, now);
      case Outcome.DigestsRead c -> ofNode(errand, outcome, now);
    };
  }

  private Optional<Turn> ofNode(Errand errand, Outcome outcome, Moment now) {
    parts.turns().settle(errand, outcome, parts.bearings(now));
    return Optional.empty();
  }

  private void changeEnded(Errand errand, Outcome outcome, Moment now) {
    parts.ledger().record(new Event.EffectEnded(errand.id(), errand.effect(), outcome), now);
    parts.lookout().somethingEnded();
    parts.trace().ended(outcome);
    if (outcome.asked().filter(Reply::answered).isPresent()) {
      parts.lookout().answered();
    }
    outcome
        .asked()
        .flatMap(ReplyRule::refused)
        .filter(r -> r.code() == Refusal.Code.STALE_TOKEN)
        .ifPresent(r -> parts.lease().declareLost(r.detail()));
  }

  private Optional<Turn> leaseTaken(Reply<LeaseGrant> reply, Errand errand, Moment now) {
    if (reply instanceof Reply.Ok<LeaseGrant>(LeaseGrant grant)) {
      parts.lease().taken(grant, errand.startedAt());
      parts.lookout().somethingEnded();
      parts.ledger().record(new Event.LeaseTaken(grant.token()), now);
      return Optional.of(new Turn.LeaseOurs());
    }
    return taking.failed(reply, now).map(Turn.Over::new);
  }
}
