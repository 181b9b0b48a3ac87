package dev.tidalctl.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** The one event queue and the one clock of a simulated world. */
public final class Agenda {
  /** When every world begins, by its clocks. */
  public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private record Due(long at, long number, Runnable then) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Due> queue = new PriorityQueue<>(64);
  private long now;
  private long lastNumber;

  /** Nanoseconds since the world began. */
  public long now() {
    return now;
  }

  /** The present instant. */
  public Instant instant() {
    return EPOCH.plusNanos(now);
  }

  /** Has something happen after a span; what is due at the same time happens in this order. */
  public void in(Duration span, Runnable then) {
    in(span.toNanos(), then);
  }

  /** As {@link #in(Duration, Runnable)}, in nanoseconds. */
  public void in(long nanos, Runnable then) {
    lastNumber++;
    queue.add(new Due(now + Math.max(0, nanos), lastNumber, then));
  }

  /** Lets the next thing happen; false when there is none up to {@code limit}. */
  boolean advance(long limit) {
    Due due = queue.peek();
    if (due == null || due.at() > limit) {
      return false;
    }
    queue.poll();
    now = due.at();
    due.then().run();
    return true;
  }
}
