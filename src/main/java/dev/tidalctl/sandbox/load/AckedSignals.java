package dev.tidalctl.sandbox.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The acknowledged signals in the order of their acknowledgement, and the choice of which one a
 * query reads.
 *
 * <p>A signal may be read once its acknowledgement is {@link #SETTLED} old: from then on every
 * serving node has to have it. Every second choice is the newest such signal, which shows a node
 * that lags; the others are drawn evenly from all of them, which shows one that lost something.
 */
final class AckedSignals {
  /** The age from which on a signal may be read. */
  static final Duration SETTLED = Duration.ofSeconds(2);

  private record Entry(long ackedNanos, AckedSignal signal) {}

  private final List<Entry> entries = new ArrayList<>();
  private final RandomGenerator random;
  private int settled;
  private boolean newestNext = true;

  AckedSignals(RandomGenerator random) {
    this.random = random;
  }

  /** Records an acknowledgement seen at this {@link System#nanoTime}. */
  void add(AckedSignal signal, long nowNanos) {
    entries.add(new Entry(nowNanos, signal));
  }

  /** The signal that a query sent now is to read; empty while none is old enough. */
  Optional<AckedSignal> pick(long nowNanos) {
    while (settled < entries.size()
        && nowNanos - entries.get(settled).ackedNanos() >= SETTLED.toNanos()) {
      settled++;
    }
    if (settled == 0) {
      return Optional.empty();
    }
    int index = newestNext ? settled - 1 : random.nextInt(settled);
    newestNext = !newestNext;
    return Optional.of(entries.get(index).signal());
  }

  /** All acknowledged signals so far. */
  List<AckedSignal> all() {
    return entries.stream().map(Entry::signal).toList();
  }
}
