package dev.tidalctl.core;

import dev.tidalctl.core.model.Limits;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a node may be away before the WAL it needs is no longer kept.
 *
 * <ol>
 *   <li>Time allowed is the retention cap divided by the write rate.
 *   <li>Less than the longest upgrade of this run (60 s before the first): refuse.
 *   <li>Less than the upgrade and rejoin limits together: warn with the figures.
 *   <li>Cap or rate unknown: warn. Never wait to measure.
 * </ol>
 */
final class Retention {
  static final Duration FIRST_UPGRADE = Duration.ofSeconds(60);

  private Retention() {}

  /** What retention says to a node's leaving. */
  sealed interface Advice {
    /** Time enough. */
    record Enough() implements Advice {}

    /** It may go, and the operator should know this. */
    record Warn(String text) implements Advice {}

    /** It would certainly come back to a gap. */
    record Refuse(String text) implements Advice {}
  }

  static Advice advise(Duration longestUpgrade, Snapshot snapshot, Limits limits) {
    if (snapshot.retentionCap().isEmpty() || snapshot.writeRate().isEmpty()) {
      return new Advice.Warn(
          "how long a node may be away is not known: the cluster gives no "
              + (snapshot.retentionCap().isEmpty() ? "retention cap" : "write rate"));
    }
    double rate = snapshot.writeRate().getAsDouble();
    long cap = snapshot.retentionCap().getAsLong();
    double seconds = rate <= 0 ? Double.POSITIVE_INFINITY : cap / rate;
    Duration wanted = limits.upgrade().plus(limits.rejoin());
    String figures =
        "retention of %d at %.0f a second keeps WAL for %.0f s".formatted(cap, rate, seconds);
    if (seconds < longestUpgrade.toSeconds()) {
      return new Advice.Refuse(
          figures + ", less than an upgrade takes (" + Words.of(longestUpgrade) + ")");
    }
    if (seconds < wanted.toSeconds()) {
      return new Advice.Warn(
          figures + ", less than the upgrade and rejoin limits (" + Words.of(wanted) + ")");
    }
    return new Advice.Enough();
  }

  /** How much of the cap a node that left at {@code left} has used up, in percent. */
  static Optional<Integer> usedPercent(Position left, Snapshot snapshot) {
    if (snapshot.retentionCap().isEmpty() || snapshot.leaderPosition().isEmpty()) {
      return Optional.empty();
    }
    long cap = Math.max(1, snapshot.retentionCap().getAsLong());
    long missed = Math.max(0, snapshot.leaderPosition().get().seqno() - left.seqno());
    return Optional.of((int) Math.min(1000, missed * 100 / cap));
  }

  /** What to say at {@code percent} of the cap. */
  static String nearing(NodeName node, int percent) {
    return node + " has missed " + percent + " % of the WAL that is kept for it";
  }
}
