package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Reply;

/** Outcomes of calls that brought nothing back. */
final class Outcomes {
  private Outcomes() {}

  /** What {@code nothing}, which carries no value, means for an effect. */
  static Outcome of(Effect effect, Reply<?> nothing) {
    return switch (effect) {
      case Effect.ChangeRouting c -> new Outcome.RoutingChanged(as(nothing));
      case Effect.CloseAgain c -> new Outcome.ClosedAgain(as(nothing));
      case Effect.CutSessions c -> new Outcome.SessionsCut(as(nothing));
      case Effect.MoveLeadership m -> new Outcome.LeadershipAsked(as(nothing));
      case Effect.Ship s -> new Outcome.ShippingAsked(as(nothing));
      case Effect.AppendHeartbeat a -> new Outcome.HeartbeatAppended(as(nothing));
      case Effect.TakeLease t -> new Outcome.LeaseTaken(as(nothing));
      case Effect.RenewLease r -> new Outcome.LeaseRenewed(as(nothing));
      case Effect.ReleaseLease r -> new Outcome.LeaseReleased(as(nothing));
      case Effect.CompareDigests c -> new Outcome.DigestsRead(as(nothing));
      case Effect.ReadServingFloor f -> new Outcome.ServingFloorRead(as(nothing));
      case Effect.Look l -> new Outcome.Looked(as(nothing));
      case Effect.RunHook h -> throw new IllegalArgumentException("a hook has no reply");
      case Effect.RunUpgrade u -> throw new IllegalArgumentException("a command has no reply");
    };
  }

  @SuppressWarnings("unchecked") // whoever passes a snapshot passes it for a look
  private static <T> Reply<T> as(Reply<?> reply) {
    return (Reply<T>) reply;
  }
}
