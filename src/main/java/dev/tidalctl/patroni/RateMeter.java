package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** How fast WAL grows, by the leader's own positions over the last seconds. */
final class RateMeter {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(15);
  private static final double NANOS = 1e9;

  private final Deque<Point> points = new ArrayDeque<>();

  private record Point(Moment at, Position end) {}

  /** Takes a position up; one on another timeline begins anew. */
  void note(Position end, Moment at) {
    if (!points.isEmpty() && !points.getLast().end().comparableTo(end)) {
      points.clear();
    }
    while (!points.isEmpty() && at.since(points.getFirst().at()).compareTo(MOST) > 0) {
      points.removeFirst();
    }
    points.addLast(new Point(at, end));
  }

  /** Bytes a second, empty before a second has been seen. */
  OptionalDouble bytesPerSecond() {
    if (points.isEmpty()) {
      return OptionalDouble.empty();
    }
    Point first = points.getFirst();
    Point last = points.getLast();
    Duration between = last.at().since(first.at());
    return between.compareTo(LEAST) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.max(0, last.end().seqno() - first.end().seqno()) / (between.toNanos() / NANOS));
  }
}
