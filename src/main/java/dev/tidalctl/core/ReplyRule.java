package dev.tidalctl.core;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Stage;
import java.util.List;
import java.util.Optional;

/**
 * What the end of a node's effect says about its stage. Mostly nothing: a reply that promises
 * success, and one that was lost, are both followed by a fresh look that shows what is true.
 * Replies matter only where they carry what no look can show, where they refuse, and where they
 * spare a look (the fence that comes with a change of routing).
 */
final class ReplyRule {
  private ReplyRule() {}

  static Optional<Next> after(NodeRun run, Effect effect, Outcome outcome, Bearings b) {
    NodeView node = b.snapshot().node(run.name()).orElseThrow();
    return switch (outcome) {
      case Outcome.RoutingChanged(var reply) -> refused(reply).flatMap(r -> routing(run, r, b));
      case Outcome.SessionsCut(var reply) -> Sessions.answered(run, reply);
      case Outcome.LeadershipAsked(var reply) -> leadership(run, effect, b);
      case Outcome.ShippingAsked(var reply) -> shipping(run, reply, node, b);
      case Outcome.HeartbeatAppended(var reply) -> heartbeat(run, reply, b);
      case Outcome.DigestsRead(var reply) -> digests(run, reply);
      case Outcome.UpgradeEnded(CommandEnd end) ->
          Optional.of(Next.enter(UpgradeRule.ended(end, run, node, b)));
      case Outcome.ClosedAgain c -> Optional.empty();
      case Outcome.Looked l -> Optional.empty();
      case Outcome.LeaseTaken l -> Optional.empty();
      case Outcome.LeaseRenewed l -> Optional.empty();
      case Outcome.LeaseReleased l -> Optional.empty();
      case Outcome.HookEnded h -> Optional.empty();
      case Outcome.ServingFloorRead f -> Optional.empty();
    };
  }

  /** Refusals that another look and another try can heal are left to them. */
  private static Optional<Next> routing(NodeRun run, Refusal refusal, Bearings b) {
    String what = "the control plane refused to change " + run.name() + ": " + refusal.detail();
    return switch (refusal.code()) {
      case REVISION_CHANGED, REQUIREMENT_NOT_MET, IS_LEADER, STALE_TOKEN -> Optional.empty();
      case DIVERGED -> Optional.of(RejoinRule.diverged(run.name()));
      case WOULD_LEAVE_TOO_FEW_SERVING,
          ILLEGAL_TRANSITION,
          HELD_BY_OTHER,
          WAL_GAP,
          NOT_ELECTABLE,
          LEASE_HELD,
          RUN_ABANDONED,
          WRONG_CLUSTER,
          UNSUPPORTED,
          OTHER ->
          Optional.of(
              leaving(run)
                  ? DrainRule.undo(Failure.Kind.REFUSED, what, b)
                  : Next.fail(
                      Failure.Kind.REFUSED, what + "; " + run.name() + " is held, out of service"));
    };
  }

  private static boolean leaving(NodeRun run) {
    return run.stage() instanceof Stage.StoppingTraffic || run.stage() instanceof Stage.TakingOut;
  }

  private static Optional<Next> leadership(NodeRun run, Effect effect, Bearings b) {
    return run.stage() instanceof Stage.HandingOver stage
            && effect instanceof Effect.MoveLeadership asked
        ? Optional.of(new Next.Refine(HandoverRule.asked(stage, asked, b)))
        : Optional.empty();
  }

  private static Optional<Next> shipping(NodeRun run, Reply<?> reply, NodeView node, Bearings b) {
    if (reply instanceof Reply.Ok) {
      return Optional.of(Next.enter(CatchUpRule.begin(run, node, b)));
    }
    return refused(reply)
        .flatMap(
            refusal ->
                switch (refusal.code()) {
                  case WAL_GAP ->
                      Optional.of(
                          RejoinRule.gap(
                              run.name(),
                              node.applied().map(Position::seqno).orElse(0L) + 1,
                              refusal.firstKept(),
                              b.snapshot()));
                  case DIVERGED -> Optional.of(RejoinRule.diverged(run.name()));
                  case UNSUPPORTED -> Optional.of(Next.enter(CatchUpRule.begin(run, node, b)));
                  case WOULD_LEAVE_TOO_FEW_SERVING,
                      IS_LEADER,
                      ILLEGAL_TRANSITION,
                      HELD_BY_OTHER,
                      STALE_TOKEN,
                      REVISION_CHANGED,
                      REQUIREMENT_NOT_MET,
                      NOT_ELECTABLE,
                      LEASE_HELD,
                      RUN_ABANDONED,
                      WRONG_CLUSTER,
                      OTHER ->
                      Optional.empty();
                });
  }

  private static Optional<Next> heartbeat(NodeRun run, Reply<Position> reply, Bearings b) {
    return switch (reply) {
      case Reply.Ok<Position>(Position at) ->
          Optional.of(Next.enter(new Stage.Proving(Optional.of(at), b.now())));
      case Reply.Refused<Position>(Refusal refusal)
          when refusal.code() == Refusal.Code.UNSUPPORTED ->
          b.snapshot()
              .leaderPosition()
              .map(
                  end ->
                      new Next.Enter(
                          new Stage.Comparing(end),
                          List.of(
                              new Event.NotProven(
                                  run.name(), "not proven by new WAL: " + refusal.detail()))));
      case Reply.Refused<Position> refused -> Optional.empty();
      case Reply.Unreachable<Position> unreachable -> Optional.empty();
      case Reply.Unknown<Position> unknown -> Optional.empty();
    };
  }

  private static Optional<Next> digests(NodeRun run, Reply<Digests> reply) {
    if (!(run.stage() instanceof Stage.Comparing(Position at))) {
      return Optional.empty();
    }
    return switch (reply) {
      case Reply.Ok<Digests>(Digests digests) when digests.agree() ->
          Optional.of(
              new Next.Enter(
                  new Stage.Admitting(at),
                  List.of(
                      new Event.Proven(
                          run.name(), "its content up to " + at + " agrees with the leader's"))));
      case Reply.Ok<Digests>(Digests digests) ->
          Optional.of(
              Next.fail(
                  Failure.Kind.BROKEN,
                  "the content of "
                      + run.name()
                      + " up to "
                      + at
                      + " differs from the leader's (digest "
                      + digests.node()
                      + ", leader "
                      + digests.leader()
                      + "); it is rejoining and held, out of service: re-seed it"));
      case Reply.Refused<Digests>(Refusal refusal)
          when refusal.code() == Refusal.Code.UNSUPPORTED ->
          Optional.of(
              new Next.Enter(
                  new Stage.Admitting(at),
                  List.of(
                      new Event.NotProven(
                          run.name(), "content not compared: " + refusal.detail()))));
      case Reply.Refused<Digests> refused -> Optional.empty();
      case Reply.Unreachable<Digests> unreachable -> Optional.empty();
      case Reply.Unknown<Digests> unknown -> Optional.empty();
    };
  }

  static Optional<Refusal> refused(Reply<?> reply) {
    return switch (reply) {
      case Reply.Refused<?>(Refusal refusal) -> Optional.of(refusal);
      case Reply.Ok<?> ok -> Optional.empty();
      case Reply.Unreachable<?> unreachable -> Optional.empty();
      case Reply.Unknown<?> unknown -> Optional.empty();
    };
  }
}
