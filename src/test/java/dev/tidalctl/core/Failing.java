package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Reply;

/** Outcomes of effects that did not come through, or whose reply did not. */
final class Failing {
  private Failing() {}

  static Outcome lost(Effect effect) {
    return switch (effect) {
      case Effect.ChangeRouting c -> new Outcome.RoutingChanged(new Reply.Unknown<>("lost"));
      case Effect.CloseAgain c -> new Outcome.ClosedAgain(new Reply.Unknown<>("lost"));
      case Effect.CutSessions c -> new Outcome.SessionsCut(new Reply.Unknown<>("lost"));
      case Effect.MoveLeadership m -> new Outcome.LeadershipAsked(new Reply.Unknown<>("lost"));
      case Effect.Ship s -> new Outcome.ShippingAsked(new Reply.Unknown<>("lost"));
      case Effect.AppendHeartbeat a -> new Outcome.HeartbeatAppended(new Reply.Unknown<>("lost"));
      case Effect.TakeLease t -> new Outcome.LeaseTaken(new Reply.Unknown<>("lost"));
      case Effect.RenewLease r -> new Outcome.LeaseRenewed(new Reply.Unknown<>("lost"));
      case Effect.ReleaseLease r -> new Outcome.LeaseReleased(new Reply.Unknown<>("lost"));
      case Effect.CompareDigests c -> new Outcome.DigestsRead(new Reply.Unknown<>("lost"));
      case Effect.ReadServingFloor f -> new Outcome.ServingFloorRead(new Reply.Unknown<>("lost"));
      case Effect.Look l -> new Outcome.Looked(new Reply.Unknown<>("lost"));
      case Effect.RunHook h -> throw new IllegalArgumentException("a hook has no reply");
      case Effect.RunUpgrade u -> throw new IllegalArgumentException("a command has no reply");
    };
  }

  static Outcome unreachable(Effect effect) {
    String why = "no route to test";
    return switch (effect) {
      case Effect.ChangeRouting c -> new Outcome.RoutingChanged(new Reply.Unreachable<>(why));
      case Effect.CloseAgain c -> new Outcome.ClosedAgain(new Reply.Unreachable<>(why));
      case Effect.CutSessions c -> new Outcome.SessionsCut(new Reply.Unreachable<>(why));
      case Effect.MoveLeadership m -> new Outcome.LeadershipAsked(new Reply.Unreachable<>(why));
      case Effect.Ship s -> new Outcome.ShippingAsked(new Reply.Unreachable<>(why));
      case Effect.AppendHeartbeat a -> new Outcome.HeartbeatAppended(new Reply.Unreachable<>(why));
      case Effect.TakeLease t -> new Outcome.LeaseTaken(new Reply.Unreachable<>(why));
      case Effect.RenewLease r -> new Outcome.LeaseRenewed(new Reply.Unreachable<>(why));
      case Effect.ReleaseLease r -> new Outcome.LeaseReleased(new Reply.Unreachable<>(why));
      case Effect.CompareDigests c -> new Outcome.DigestsRead(new Reply.Unreachable<>(why));
      case Effect.ReadServingFloor f -> new Outcome.ServingFloorRead(new Reply.Unreachable<>(why));
      case Effect.Look l -> new Outcome.Looked(new Reply.Unreachable<>(why));
      case Effect.RunHook h -> throw new IllegalArgumentException("a hook has no reply");
      case Effect.RunUpgrade u -> throw new IllegalArgumentException("a command has no reply");
    };
  }
}
