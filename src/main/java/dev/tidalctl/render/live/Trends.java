package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Which way the lag of each node has gone over the last two to four seconds. */
final class Trends {
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final double SECONDS_OF_NOISE = 0.2;
  private static final long PART_OF_NOISE = 10;

  private record Sample(Moment at, Map<NodeName, Long> lags) {}

  private Optional<Sample> older = Optional.empty();
  private Optional<Sample> newer = Optional.empty();
  private double noise;

  void saw(Snapshot snapshot, Moment at) {
    noise = snapshot.writeRate().orElse(0) * SECONDS_OF_NOISE;
    if (newer.isEmpty() || at.since(newer.get().at()).compareTo(STEP) >= 0) {
      older = newer;
      newer = Optional.of(new Sample(at, lags(snapshot)));
    }
  }

  /** Where a node's lag, which is so much now, comes from. */
  Trend of(NodeName node, OptionalLong lag) {
    Optional<Long> before = older.map(Sample::lags).map(lags -> lags.get(node));
    if (before.isEmpty() || lag.isEmpty()) {
      return Trend.UNKNOWN;
    }
    long grown = lag.getAsLong() - before.get();
    if (Math.abs(grown) > Math.max(noise, (double) before.get() / PART_OF_NOISE)) {
      return grown > 0 ? Trend.RISING : Trend.FALLING;
    }
    return lag.getAsLong() == 0 ? Trend.UNKNOWN : Trend.STEADY;
  }

  private static Map<NodeName, Long> lags(Snapshot snapshot) {
    Map<NodeName, Long> lags = new HashMap<>();
    for (NodeView node : snapshot.nodes()) {
      snapshot.lag(node).ifPresent(lag -> lags.put(node.name(), lag));
    }
    return lags;
  }
}
