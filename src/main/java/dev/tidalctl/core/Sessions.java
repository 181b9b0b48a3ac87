package dev.tidalctl.core;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.SessionLimit;
import dev.tidalctl.core.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The client sessions that keep a draining node busy.
 *
 * <ol>
 *   <li>They are cut only where the policy says so, no sooner after traffic was seen stopped than
 *       it says, by the clock that no jump of the wall clock moves, and only when there are some
 *       and no new ones come.
 *   <li>At most once in a drain: each session cut is a failure that a client sees. A request that
 *       was certainly not sent may be sent again; one whose reply was lost may not.
 *   <li>Those that a cut did not end are waited for like any others.
 *   <li>Where the policy says that the drain fails for them, it does when that time is over.
 * </ol>
 */
final class Sessions {
  private static final int NAMED = 3;

  private Sessions() {}

  static boolean mayBeCut(Stage.Emptying stage, NodeView node, Bearings b) {
    Optional<Duration> patience = limit(SessionLimit.Then.CUT, b);
    boolean some = node.inFlight().isPresent() && node.inFlight().getAsInt() > 0;
    return patience.isPresent()
        && some
        && !node.exposed()
        && !stage.cut()
        && !b.now().until(stage.since().plus(patience.get())).isPositive();
  }

  /** How long after traffic was seen stopped a drain fails for sessions that stay. */
  static Optional<Duration> failAfter(Bearings b) {
    return limit(SessionLimit.Then.FAIL, b);
  }

  private static Optional<Duration> limit(SessionLimit.Then then, Bearings b) {
    return b.policy().sessions().filter(l -> l.then() == then).map(SessionLimit::patience);
  }

  /** What the reply to a cut says about the stage. */
  static Optional<Next> answered(NodeRun run, Reply<Done> reply) {
    if (!(run.stage() instanceof Stage.Emptying stage)) {
      return Optional.empty();
    }
    return switch (reply) {
      case Reply.Ok<Done> ok -> Optional.of(new Next.Refine(stage.asCut()));
      case Reply.Unknown<Done> unknown -> Optional.of(new Next.Refine(stage.asCut()));
      case Reply.Unreachable<Done> unreachable -> Optional.empty();
      case Reply.Refused<Done>(Refusal refusal) ->
          Optional.of(
              new Next.Enter(
                  stage.asCut(),
                  List.of(
                      new Event.Warned(
                          "the sessions on "
                              + run.name()
                              + " were not cut: "
                              + refusal.detail()))));
    };
  }

  /** What keeps the node busy, as far as it is known. */
  static String blocking(NodeView node) {
    String count =
        node.inFlight().isPresent()
            ? node.inFlight().getAsInt() + " requests in flight"
            : "its work in flight is unknown";
    List<String> work = node.work();
    if (work.isEmpty()) {
      return count;
    }
    int more = work.size() - NAMED;
    return count
        + " ("
        + String.join("; ", work.subList(0, Math.min(NAMED, work.size())))
        + (more > 0 ? "; and " + more + " more" : "")
        + ")";
  }
}
