package dev.tidalctl.render;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.UpgradeJob;

/** Names for effects and their outcomes. */
public final class EffectWords {
  private EffectWords() {}

  /** What an effect is called in event lines. */
  public static String name(Effect effect) {
    return switch (effect) {
      case Effect.Look l -> "Look";
      case Effect.TakeLease t -> "TakeLease";
      case Effect.RenewLease r -> "RenewLease";
      case Effect.ReleaseLease r -> "ReleaseLease";
      case Effect.ChangeRouting c -> "ChangeRouting";
      case Effect.CloseAgain c -> "CloseAgain";
      case Effect.CutSessions c -> "CutSessions";
      case Effect.MoveLeadership m -> "MoveLeadership";
      case Effect.Ship s -> "Ship";
      case Effect.AppendHeartbeat a -> "AppendHeartbeat";
      case Effect.CompareDigests c -> "CompareDigests";
      case Effect.RunUpgrade r -> "RunUpgrade";
      case Effect.RunHook r -> "RunHook";
      case Effect.ReadServingFloor r -> "ReadServingFloor";
    };
  }

  /** What an effect is for, in a few words. */
  public static String detail(Effect effect) {
    return switch (effect) {
      case Effect.ChangeRouting change -> "routing " + Words.of(change.change().to());
      case Effect.CloseAgain close -> "close " + close.node() + " to clients again";
      case Effect.CutSessions c -> "cut the client sessions that stay";
      case Effect.MoveLeadership move ->
          "leadership from " + move.handover().from() + " to " + move.handover().to();
      case Effect.Ship ship -> "ship WAL since " + ship.since();
      case Effect.AppendHeartbeat h -> "append a heartbeat";
      case Effect.RunUpgrade run -> "attempt " + run.job().attempt() + ": " + of(run.job());
      case Effect.CompareDigests compare -> "compare content up to " + compare.at();
      case Effect.RunHook(var job) -> "run " + job.words();
      case Effect.Look l -> "look";
      case Effect.TakeLease t -> "take the lease";
      case Effect.RenewLease r -> "renew the lease";
      case Effect.ReleaseLease r -> "release the lease";
      case Effect.ReadServingFloor r -> "read the transition log";
    };
  }

  private static String of(UpgradeJob job) {
    return switch (job) {
      case UpgradeJob.Command command -> String.join(" ", command.argv());
      case UpgradeJob.Restart restart -> "restart";
    };
  }

  /**
   * How an effect ended.
   *
   * @param word {@code ok}, {@code refused}, {@code unreachable}, {@code unknown} or {@code failed}
   * @param detail empty when there is nothing to add
   */
  public record Ended(String word, String detail) {}

  /** How an effect ended, in a word and its detail. */
  public static Ended ended(Outcome outcome) {
    return switch (outcome) {
      case Outcome.UpgradeEnded(CommandEnd end) -> ended(end);
      case Outcome.HookEnded(CommandEnd end) -> ended(end);
      case Outcome other -> other.asked().map(EffectWords::ended).orElse(new Ended("ok", ""));
    };
  }

  private static Ended ended(Reply<?> reply) {
    return switch (reply) {
      case Reply.Ok<?> ok -> new Ended("ok", "");
      case Reply.Refused<?> refused -> new Ended("refused", refused.refusal().detail());
      case Reply.Unreachable<?> unreachable -> new Ended("unreachable", unreachable.why());
      case Reply.Unknown<?> unknown -> new Ended("unknown", unknown.why());
    };
  }

  private static Ended ended(CommandEnd end) {
    return switch (end.how()) {
      case CommandEnd.How.Exited(int status) ->
          new Ended(status == 0 ? "ok" : "failed", "exit status " + status);
      case CommandEnd.How.TimedOut(var limit) ->
          new Ended("failed", "ended after " + Figures.length(limit));
      case CommandEnd.How.NotStarted(String why) -> new Ended("failed", "not started: " + why);
      case CommandEnd.How.Unknown(String why) -> new Ended("unknown", why);
    };
  }
}
