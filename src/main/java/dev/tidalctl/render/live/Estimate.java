package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.render.live.Picture.Progress;
import dev.tidalctl.render.live.Picture.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a roll may still take, and on what that rests.
 *
 * <ol>
 *   <li>With a node finished since this process began: its pace, for every node that is to come or
 *       in hand, less the time that the turn under way has had.
 *   <li>A turn that has lasted for longer than the pace counts as nothing, and that is said.
 *   <li>Without one: nothing but what the limits allow the nodes in hand.
 * </ol>
 */
final class Estimate {
  private Estimate() {}

  /** In words; empty when nothing is left to do, or nothing can be said. */
  static Optional<String> of(Progress progress, List<Row> rows, Moment now) {
    long pending = rows.stream().filter(Row::pending).count();
    List<Row> inHand = rows.stream().filter(Row::inHand).toList();
    if (progress.over() || (pending == 0 && inHand.isEmpty())) {
      return Optional.empty();
    }
    return progress.pace().isPresent()
        ? Optional.of(byPace(progress.pace().get(), pending, inHand.size(), progress.turn(), now))
        : atMost(inHand, now);
  }

  private static String byPace(
      Duration pace, long pending, int inHand, Optional<Moment> turn, Moment now) {
    Duration gone = turn.map(now::since).orElse(Duration.ZERO);
    Duration late = pace.multipliedBy(Math.max(1, inHand));
    Duration ofTurn = late.minus(gone);
    boolean overdue = inHand > 0 && ofTurn.isNegative();
    Duration left =
        inHand > 0
            ? pace.multipliedBy(pending).plus(overdue ? Duration.ZERO : ofTurn)
            : longer(pace.multipliedBy(pending).minus(gone), Duration.ZERO);
    String said = "about " + Spell.of(left) + " left at " + Spell.of(pace) + " a node";
    return overdue ? said + ", and this one is slower" : said;
  }

  private static Optional<String> atMost(List<Row> inHand, Moment now) {
    return inHand.stream()
        .filter(row -> row.turnLimit().isPresent() && row.since().isPresent())
        .map(row -> row.turnLimit().get().minus(now.since(row.since().get())))
        .max(Duration::compareTo)
        .map(
            left ->
                "this node at most "
                    + Spell.of(longer(left, Duration.ZERO))
                    + " more by its limits");
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
