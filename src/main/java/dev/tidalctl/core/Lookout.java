package dev.tidalctl.core;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a fresh snapshot at hand.
 *
 * <ol>
 *   <li>A snapshot is fresh when its look was <em>started</em> after the last effect ended; an
 *       older look that comes back late is not believed.
 *   <li>Without a fresh one, look at once; with one, look for what moves after it. Where any later
 *       look will do, looks begin 5 ms apart: a cluster at rest may not move for long. But while a
 *       request that changes something is under way, no more than once a second: its end makes
 *       stale whatever is seen before.
 *   <li>A look that failed is repeated after half a second, for as long as the lease lasts; before
 *       anything was ever seen, for as long as there is {@link Patience}.
 * </ol>
 */
final class Lookout {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration APART = Duration.ofMillis(5);

  private final Errands errands;
  private Optional<Snapshot> seen = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();
  private final Patience patience = new Patience();
  private boolean outOfReach;
  private boolean fresh;
  private boolean read;
  private long validFrom = 1;
  private long current;
  private Moment notBefore;
  private Moment lookedAt;
  private Moment seenFrom;

  Lookout(Errands errands, Moment now) {
    this.errands = errands;
    this.notBefore = now;
    this.lookedAt = now;
    this.seenFrom = now;
  }

  /** Something ended that may have changed the cluster: what was seen before is not fresh. */
  void somethingEnded() {
    fresh = false;
    validFrom = errands.lastId() + 1;
    current = 0;
  }

  /** Takes up a look's reply; true when it is fresh and new. */
  boolean looked(long id, Reply<Snapshot> reply, Moment now) {
    if (id < validFrom) {
      return false;
    }
    current = 0;
    return switch (reply) {
      case Reply.Ok<Snapshot>(Snapshot snapshot) -> {
        seen = Optional.of(snapshot);
        seenFrom = lookedAt;
        trouble = Optional.empty();
        fresh = true;
        read = false;
        yield true;
      }
      case Reply.Refused<Snapshot>(Refusal why) -> {
        refusal = Optional.of(why);
        yield failed(why.detail(), now);
      }
      case Reply.Unreachable<Snapshot>(String why) -> failed(why, now);
      case Reply.Unknown<Snapshot>(String why) -> failed(why, now);
    };
  }

  private boolean failed(String why, Moment now) {
    trouble = Optional.of(why);
    outOfReach = seen.isEmpty() && patience.endsWith(now);
    fresh = false;
    notBefore = now.plus(RETRY);
    return false;
  }

  /** The snapshot to decide on, if there is a fresh one. */
  Optional<Snapshot> fresh() {
    return fresh ? seen : Optional.empty();
  }

  /** The last snapshot, fresh or not. */
  Optional<Snapshot> seen() {
    return seen;
  }

  /** When the look began that showed the last snapshot. */
  Moment seenFrom() {
    return seenFrom;
  }

  /**
   * The cluster answered something else: that a look failed before says no longer that it can't.
   */
  void answered() {
    trouble = Optional.empty();
  }

  /** Why the last look showed nothing, if nothing was answered since. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Why nothing was ever seen, however often we looked. */
  Optional<String> outOfReach() {
    return trouble.filter(why -> outOfReach);
  }

  /** Why we must never look here again. */
  Optional<Refusal> refusal() {
    return refusal;
  }

  /** Whether nothing has been decided yet on the snapshot at hand. */
  boolean unread() {
    return !read;
  }

  /** Everything has been decided on the snapshot at hand: only a later one tells more. */
  void decidedOn() {
    read = true;
  }

  /**
   * Starts the next look if there is none under way.
   *
   * @param interest what it waits for; empty when any later look will do
   */
  void keepLooking(Optional<Interest> interest, Duration atMost, Moment now) {
    if (current != 0 || (fresh && !read)) {
      return;
    }
    if (fresh && interest.isEmpty()) {
      notBefore = lookedAt.plus(APART);
    }
    if (rest(now).isPositive()) {
      return;
    }
    Duration wait = atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST;
    lookedAt = now;
    Effect look =
        fresh && interest.isPresent() && !errands.anyUnanswered()
            ? new Effect.Look(seen.map(Snapshot::stamp), interest.get(), wait)
            : new Effect.Look(Optional.empty(), Interest.OBSERVATION, Duration.ZERO);
    current = errands.start(look, now).id();
  }

  /** How long nothing is to be done about looking. */
  Duration rest(Moment now) {
    Duration again = now.until(notBefore);
    Duration voided = now.until(lookedAt.plus(LONGEST));
    return fresh && errands.anyUnanswered() && voided.compareTo(again) > 0 ? voided : again;
  }
}
