package dev.tidalctl.tidal;

import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.JsonRequest;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The fewest nodes that served since a lease was taken, by the transition log.
 *
 * <ol>
 *   <li>Begin just before the entry that says that the lease was taken, where the control plane
 *       told which one that is; else at the beginning.
 *   <li>Find that entry, by its token.
 *   <li>Take the smallest count of serving nodes from that entry on, its own included.
 * </ol>
 *
 * <p>The log is as old as the cluster, so it is read in pages, and not without end.
 */
final class ServingFloor {
  /** Some 300 kB. */
  static final int PAGE = 1000;

  private static final int MOST_PAGES = 100;

  private final Calls calls;
  private final long token;
  private OptionalInt fewest = OptionalInt.empty();
  private long seen;

  private ServingFloor(Calls calls, long token, long since) {
    this.calls = calls;
    this.token = token;
    this.seen = since;
  }

  /**
   * Reads it.
   *
   * @param token of the lease
   * @param taken the number of the entry of its take, empty when that is not known
   * @return empty when there is no such log, or the take is not within reach in it
   */
  static Reply<OptionalInt> read(Calls calls, long token, OptionalLong taken) {
    return new ServingFloor(calls, token, Math.max(0, taken.orElse(1) - 1)).read();
  }

  private Reply<OptionalInt> read() {
    for (int page = 0; page < MOST_PAGES; page++) {
      Reply<Boolean> more =
          calls.send(
              JsonRequest.get(
                  "/v1/transitions?since=" + seen + "&limit=" + PAGE, TidalControlPlane.WITH_WORK),
              this::take);
      if (more instanceof Reply.Ok<Boolean>(Boolean goesOn)) {
        if (!goesOn) {
          return new Reply.Ok<>(fewest);
        }
      } else if (more instanceof Reply.Refused<Boolean>(Refusal refusal)
          && refusal.code() == Refusal.Code.UNSUPPORTED) {
        return new Reply.Ok<>(OptionalInt.empty());
      } else {
        return Replies.then(more, goesOn -> new Reply.Ok<>(fewest));
      }
    }
    return new Reply.Ok<>(OptionalInt.empty());
  }

  /** Takes a page in; true when more may follow. */
  private boolean take(Fields page) throws MalformedAnswer {
    int entries = 0;
    for (Fields entry : page.objects("transitions")) {
      long seq = entry.whole("seq");
      if (seq <= seen) {
        throw entry.wrong("seq", "does not come after " + seen);
      }
      seen = seq;
      entries++;
      if (fewest.isPresent() || isTake(entry)) {
        int serving = entry.small("servingAfter");
        fewest = OptionalInt.of(Math.min(fewest.orElse(serving), serving));
      }
    }
    return entries >= PAGE;
  }

  private boolean isTake(Fields entry) throws MalformedAnswer {
    return entry.text("kind").equals("lease")
        && entry.text("to").equals("held")
        && entry.optionalWhole("token").equals(OptionalLong.of(token));
  }
}
