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

  private ServingFloor(Calls calls, long token) {
    this.calls = calls;
    this.token = token;
  }

  /** What is known after some pages: up to where, how few, and whether more may follow. */
  private record Read(long seen, OptionalInt fewest, boolean goesOn) {}

  /**
   * Reads it.
   *
   * @param token of the lease
   * @param taken the number of the entry of its take, empty when that is not known
   * @return empty when there is no such log, or the take is not within reach in it
   */
  static Reply<OptionalInt> read(Calls calls, long token, OptionalLong taken) {
    return new ServingFloor(calls, token)
        .read(new Read(Math.max(0, taken.orElse(1) - 1), OptionalInt.empty(), true));
  }

  private Reply<OptionalInt> read(Read from) {
    Read read = from;
    for (int page = 0; page < MOST_PAGES; page++) {
      Read before = read;
      Reply<Read> next =
          calls.send(
              JsonRequest.get(
                  "/v1/transitions?since=" + before.seen() + "&limit=" + PAGE,
                  TidalControlPlane.WITH_WORK),
              entries -> after(before, entries));
      if (next instanceof Reply.Ok<Read>(Read known)) {
        if (!known.goesOn()) {
          return new Reply.Ok<>(known.fewest());
        }
        read = known;
      } else if (next instanceof Reply.Refused<Read>(Refusal refusal)
          && refusal.code() == Refusal.Code.UNSUPPORTED) {
        return new Reply.Ok<>(OptionalInt.empty());
      } else {
        return Replies.then(next, known -> new Reply.Ok<>(known.fewest()));
      }
    }
    return new Reply.Ok<>(OptionalInt.empty());
  }

  private Read after(Read before, Fields page) throws MalformedAnswer {
    long seen = before.seen();
    OptionalInt fewest = before.fewest();
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
    return new Read(seen, fewest, entries >= PAGE);
  }

  private boolean isTake(Fields entry) throws MalformedAnswer {
    return entry.text("kind").equals("lease")
        && entry.text("to").equals("held")
        && entry.optionalWhole("token").equals(OptionalLong.of(token));
  }
}
