package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * The end of a run, once it is known how it ends.
 *
 * <ol>
 *   <li>Nothing new is started on any node; the hook that is told of the ending has ended. What is
 *       under way ends, for 8 s at most, or 4 s when the run was stopped at once; but an upgrade
 *       command is awaited for as long as it may run when the lease was lost, and left alone when
 *       the operator stops the run.
 *   <li>While the lease is ours and something was changed: read how few nodes ever served.
 *   <li>The lease is given back.
 * </ol>
 */
final class Closure {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration PATIENCE_WHEN_STOPPED = Duration.ofSeconds(4);

  private final Ending ending;
  private Moment since;
  private final boolean changed;
  private boolean floorAsked;
  private boolean releaseAsked;

  Closure(Ending ending, boolean changed, Moment since) {
    this.ending = ending;
    this.changed = changed;
    this.since = since;
  }

  Ending ending() {
    return ending;
  }

  /** Its time begins only now: somebody had to be told first. */
  void put(Moment now) {
    since = now;
  }

  /** Takes the next step; says what it waits for, empty when the run is over. */
  Optional<String> advance(Errands errands, LeaseKeeper lease, Moment now) {
    boolean patient = now.since(since).compareTo(patience()) < 0;
    if (awaitsCommand(errands)) {
      return Optional.of("the upgrade command to end; nothing else will be done");
    }
    if (patient && (errands.anyUnanswered() || errands.any(Effect.RunHook.class::isInstance))) {
      return Optional.of("what is under way to end");
    }
    Optional<Long> token = lease.token();
    if (token.isPresent() && changed && !floorAsked) {
      floorAsked = true;
      errands.start(new Effect.ReadServingFloor(token.get()), now);
    }
    if (patient && errands.any(Effect.ReadServingFloor.class::isInstance)) {
      return Optional.of("the control plane's log");
    }
    if (token.isPresent() && !releaseAsked) {
      releaseAsked = true;
      errands.start(new Effect.ReleaseLease(token.get()), now);
    }
    if (patient && errands.any(Effect.ReleaseLease.class::isInstance)) {
      return Optional.of("the lease to be given back");
    }
    return Optional.empty();
  }

  /** Whether the run goes on for the sake of a command alone. */
  boolean awaitsCommand(Errands errands) {
    return commandsAwaited() && errands.any(Effect.RunUpgrade.class::isInstance);
  }

  private Duration patience() {
    return switch (ending.kind()) {
      case INTERRUPTED, TERMINATED -> PATIENCE_WHEN_STOPPED;
      case COMPLETE,
          NOTHING_TO_DO,
          REFUSED,
          LEASE,
          FAILED,
          TIMED_OUT,
          UNREACHABLE,
          UNKNOWN,
          STOPPED ->
          PATIENCE;
    };
  }

  private boolean commandsAwaited() {
    return switch (ending.kind()) {
      case LEASE, UNKNOWN -> true;
      case COMPLETE,
          NOTHING_TO_DO,
          REFUSED,
          FAILED,
          TIMED_OUT,
          UNREACHABLE,
          STOPPED,
          INTERRUPTED,
          TERMINATED ->
          false;
    };
  }
}
