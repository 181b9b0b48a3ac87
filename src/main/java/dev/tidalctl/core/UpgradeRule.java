package dev.tidalctl.core;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Failure;
import dev.tidalctl.core.model.Hold;
import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Phase;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.UpgradeCommand;
import dev.tidalctl.core.model.Version;
import java.util.Optional;

/**
 * Has a drained node upgraded.
 *
 * <ol>
 *   <li>The hold says that the upgrade begins, before it does.
 *   <li>The command runs once per attempt, on a node that is drained and does not lead. It carries
 *       no token that could be refused: so this process has changed the node, or written its hold
 *       anew, before it starts one, which a look that is stale would not have let it.
 *   <li>It failed, was ended or could not be started: the node stays drained and held, and its hold
 *       says why; no other node is touched.
 *   <li>Nobody can say how it ended: it is never run again for that. Only a node that is back as
 *       after a success is believed to have had one. So too for a node that is taken over from a
 *       run on another machine, whose command may still be under way there.
 *   <li>A restart by the driver leaves no trace but the new incarnation: whatever was answered,
 *       that is waited for. One that may have been asked for is never asked for again in its
 *       attempt.
 *   <li>It exited 0: that is believed only when the node answers, in another incarnation than the
 *       one at drain, at the wanted version.
 * </ol>
 */
final class UpgradeRule {
  private UpgradeRule() {}

  static Next out(NodeRun run, NodeView node, Bearings b) {
    return switch (b.order()) {
      case Order.Drain drain -> Next.enter(new Stage.Finished(new NodeUpgradeStatus.Drained()));
      case Order.Rejoin rejoin -> Next.enter(new Stage.Readmitting());
      case Order.Roll roll ->
          alreadyUpgraded(run, node, roll)
              ? Next.enter(new Stage.Readmitting())
              : Next.enter(new Stage.Marking());
    };
  }

  static Next marking(NodeRun run, NodeView node, Bearings b) {
    if (node.routing() != Routing.DRAINED || b.snapshot().isLeader(node.name())) {
      return changedByOthers(node, b);
    }
    if (!b.snapshot().impediments().isEmpty()) {
      return impeded(run, node, b);
    }
    if (holdSays(Phase.UPGRADING, node, b)) {
      return Next.enter(new Stage.RunningCommand(run.attempts() + 1));
    }
    Optional<String> unknown =
        node.hold().filter(hold -> isElsewhere(hold, b)).flatMap(hold -> unknown(hold, node));
    if (unknown.isPresent()) {
      return Next.enter(failed(unknown.get()));
    }
    if (run.overdue(b.limits().drain(), b.now())) {
      return Next.fail(
          Failure.Kind.TIMED_OUT,
          "the hold on " + node.name() + " could not be written; it is drained and held");
    }
    return new Next.Start(b.hold(node, Routing.DRAINED, Phase.UPGRADING, Optional.empty()));
  }

  private static boolean isElsewhere(Hold hold, Bearings b) {
    return !hold.runId().equals(b.identity().runId()) && !hold.host().equals(b.identity().host());
  }

  /** Why nobody here can say what came of the command that a hold tells of; empty if one can. */
  static Optional<String> unknown(Hold hold, NodeView node) {
    boolean anew =
        node.reachable()
            && node.incarnation().isPresent()
            && !node.incarnation().equals(hold.incarnation());
    boolean asWanted = hold.wanted().filter(v -> !node.runs(v)).isEmpty();
    return hold.phase() != Phase.UPGRADING || (anew && asWanted)
        ? Optional.empty()
        : Optional.of(
            "the outcome of the upgrade command of "
                + node.name()
                + " is unknown: it was started, if at all, on "
                + hold.host()
                + " by run "
                + hold.runId()
                + ", and may still run there; the node is not back at the wanted version");
  }

  private static Next impeded(NodeRun run, NodeView node, Bearings b) {
    String cannot =
        "cannot upgrade " + node.name() + ": " + Impediment.words(b.snapshot().impediments());
    return run.overdue(b.limits().drain(), b.now())
        ? Next.fail(Failure.Kind.REFUSED, cannot + "; it is drained and held, out of service")
        : Next.await(cannot + " (limit " + Words.of(b.limits().drain()) + ")");
  }

  private static Next changedByOthers(NodeView node, Bearings b) {
    return Next.fail(
        Failure.Kind.BROKEN,
        node.name()
            + " was to be upgraded but is "
            + Words.of(node.routing())
            + (b.snapshot().isLeader(node.name()) ? " and leads" : "")
            + ": somebody else changed it; no upgrade command was started on it");
  }

  static Next running(Stage.RunningCommand stage, NodeRun run, NodeView node, Bearings b) {
    if (node.routing() != Routing.DRAINED || b.snapshot().isLeader(node.name())) {
      return changedByOthers(node, b);
    }
    if (!run.confirmed()) {
      return run.overdue(b.limits().drain(), b.now())
          ? Next.fail(
              Failure.Kind.TIMED_OUT,
              "the hold on " + node.name() + " could not be written; it is drained and held")
          : new Next.Start(b.hold(node, Routing.DRAINED, Phase.UPGRADING, Optional.empty()));
    }
    return switch (b.order()) {
      case Order.Roll roll ->
          new Next.Start(
              new Effect.RunUpgrade(CommandLine.job(run, node, stage.attempt(), roll, b)));
      case Order.Drain d -> Next.enter(new Stage.Finished(new NodeUpgradeStatus.Drained()));
      case Order.Rejoin r -> Next.enter(new Stage.Readmitting());
    };
  }

  /** The stage after the command ended, or after nobody could say whether it did. */
  static Stage ended(CommandEnd end, NodeRun run, NodeView node, Bearings b) {
    boolean restart = isRestart(b);
    String command = (restart ? "the restart of " : "the upgrade command of ") + run.name() + " ";
    String log = end.log().isEmpty() ? "" : " (output in " + end.log() + ")";
    return switch (end.how()) {
      case CommandEnd.How.Exited(int status) ->
          status == 0 ? new Stage.Returning() : failed(command + "exited " + status + log);
      case CommandEnd.How.TimedOut(var limit) ->
          failed(command + "ran longer than " + Words.of(limit) + " and was ended" + log);
      case CommandEnd.How.NotStarted(String why) ->
          failed(command + "could not be started: " + why);
      case CommandEnd.How.Unknown(String why) ->
          restart || (b.order() instanceof Order.Roll roll && alreadyUpgraded(run, node, roll))
              ? new Stage.Returning()
              : failed("the outcome of " + command.strip() + " is unknown: " + why + log);
    };
  }

  static Next markingFailed(Stage.MarkingFailed stage, NodeView node, Bearings b) {
    String why = stage.failure().reason();
    boolean said = node.hold().filter(h -> h.reason().equals(why)).isPresent();
    if (said || node.routing() != Routing.DRAINED) {
      return Next.fail(
          stage.failure().kind(),
          why
              + "; "
              + node.name()
              + " is "
              + Words.of(node.routing())
              + " and held, out of service");
    }
    return new Next.Start(b.markFailed(node, why));
  }

  static Next returning(NodeRun run, NodeView node, Bearings b) {
    boolean anew =
        node.reachable()
            && node.incarnation().isPresent()
            && !node.incarnation().equals(run.drainedAs());
    Optional<Version> wanted = b.wanted();
    if (anew && (wanted.isEmpty() || node.runs(wanted.get()))) {
      return Next.enter(new Stage.Readmitting());
    }
    if (anew && node.version().isPresent()) {
      return Next.enter(
          new Stage.MarkingFailed(
              new Failure(
                  Failure.Kind.BROKEN,
                  done(b)
                      + ", but "
                      + node.name()
                      + " reports version "
                      + node.version().get()
                      + ", not "
                      + wanted.map(Version::value).orElse("any"))));
    }
    if (run.overdue(b.limits().rejoin(), b.now())) {
      String seen =
          node.reachable() ? " was not restarted: it is the same incarnation" : " does not answer";
      return Next.enter(
          new Stage.MarkingFailed(
              new Failure(
                  Failure.Kind.BROKEN,
                  done(b)
                      + ", but after "
                      + Words.of(b.limits().rejoin())
                      + " "
                      + node.name()
                      + seen)));
    }
    return new Next.Wait(
        node.name()
            + " to answer in a new incarnation"
            + wanted.map(v -> " at version " + v).orElse("")
            + " (limit "
            + Words.of(b.limits().rejoin())
            + ")",
        Interest.REVISION);
  }

  private static String done(Bearings b) {
    return isRestart(b) ? "a restart was asked for" : "the upgrade command exited 0";
  }

  private static boolean isRestart(Bearings b) {
    return b.order() instanceof Order.Roll roll && roll.command() instanceof UpgradeCommand.Restart;
  }

  /** Whether it shows the version wanted in a process other than the one that was drained. */
  static boolean alreadyUpgraded(NodeRun run, NodeView node, Order.Roll roll) {
    return roll.to().filter(node::runs).isPresent()
        && node.reachable()
        && !node.incarnation().equals(run.drainedAs());
  }

  private static boolean holdSays(Phase phase, NodeView node, Bearings b) {
    Optional<Hold> hold = node.hold();
    return hold.filter(h -> h.phase() == phase && h.runId().equals(b.identity().runId()))
        .isPresent();
  }

  private static Stage failed(String reason) {
    return new Stage.MarkingFailed(new Failure(Failure.Kind.BROKEN, reason));
  }
}
