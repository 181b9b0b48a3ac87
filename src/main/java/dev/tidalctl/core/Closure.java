package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The end of a run, once it is known how it ends.
 *
 * <ol>
 *   <li>Nothing new is started on any node. The answers to what was asked are awaited, for 8 s at
 *       most, or 4 s when the run was stopped at once: how it ended is told by them.
 *   <li>The hook that is told of the ending has ended. An upgrade command is awaited for as long as
 *       it may run when the lease was lost, and left alone when the operator stops the run.
 *   <li>While the lease is ours and something was changed: read how few nodes ever served.
 *   <li>The lease is given back.
 * </ol>
 */
final class Closure {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration PATIENCE_WHEN_STOPPED = Duration.ofSeconds(4);

  private final Supplier<Ending> how;
  private Moment since;
  private boolean floorAsked;
  private boolean releaseAsked;

  Closure(Supplier<Ending> how, Moment since) {
    this.how = how;
    this.since = since;
  }

  /** How the run ends, by what is known so far. */
  Ending ending() {
    return how.get();
  }

  /** Its time begins only now: somebody had to be told first. */
  void put(Moment now) {
    since = now;
  }

  /** Whether something that was asked for may still be answered. */
  boolean awaitsAnswers(Errands errands, Moment now) {
    return patient(now) && errands.anyUnanswered();
  }

  /** Takes the next step; says what it waits for, empty when the run is over. */
  Optional<String> advance(RunParts parts, Moment now) {
    Errands errands = parts.errands();
    boolean patient = patient(now);
    if (awaitsCommand(errands)) {
      return Optional.of("the upgrade command to end; nothing else will be done");
    }
    if (patient && errands.any(Effect.RunHook.class::isInstance)) {
      return Optional.of("what is under way to end");
    }
    Optional<Long> token = parts.lease().token();
    if (token.isPresent() && parts.changed() && !floorAsked) {
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

  private boolean patient(Moment now) {
    return now.since(since).compareTo(patience()) < 0;
  }

  private Duration patience() {
    return switch (ending().kind()) {
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
    return switch (ending().kind()) {
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
