package dev.tidalctl.core;

import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Routing;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Whether a node is healthy: reachable, observed within 5 s by the control plane's clock, on the
 * leader's term, its lag known and no more than the policy's {@code unhealthyLag}. Unknown is
 * unknown, never zero. Of a node whose position a driver does not believe, its words say why.
 */
public final class Health {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private Health() {}

  /** Judges a node; a {@link Verdict.Hold} says what is wrong with it. */
  public static Verdict of(NodeView node, Snapshot snapshot, Policy policy) {
    if (!node.reachable()) {
      return new Verdict.Hold("it does not answer" + Words.busy(node));
    }
    if (node.diverged()) {
      return new Verdict.Hold("it is off the leader's history");
    }
    if (node.observedAt().isEmpty() && !node.work().isEmpty()) {
      return new Verdict.Hold(String.join("; ", node.work()));
    }
    if (node.observedAt().isEmpty() || stale(node.observedAt().get(), snapshot.now())) {
      return new Verdict.Hold("it was not observed within 5 s");
    }
    if (snapshot.leaderPosition().isEmpty()) {
      return new Verdict.Hold("the leader's position is unknown, so its lag is");
    }
    if (node.applied().isEmpty()) {
      return new Verdict.Hold("its position is unknown");
    }
    Position end = snapshot.leaderPosition().get();
    Position applied = node.applied().get();
    if (!applied.comparableTo(end)) {
      return new Verdict.Hold("it is on term " + applied.term() + ", the leader on " + end.term());
    }
    OptionalLong lag = snapshot.lag(node);
    if (lag.isEmpty()) {
      return new Verdict.Hold("its lag is unknown");
    }
    if (lag.getAsLong() > policy.unhealthyLag()) {
      return new Verdict.Hold(
          "its lag is " + lag.getAsLong() + ", more than " + policy.unhealthyLag());
    }
    return new Verdict.Go();
  }

  /** Whether it is healthy. */
  public static boolean good(NodeView node, Snapshot snapshot, Policy policy) {
    return of(node, snapshot, policy) instanceof Verdict.Go;
  }

  /** Whether it is healthy and takes client work. */
  public static boolean serves(NodeView node, Snapshot snapshot, Policy policy) {
    return node.routing() == Routing.SERVING && good(node, snapshot, policy);
  }

  private static boolean stale(Instant observedAt, Instant now) {
    return Duration.between(observedAt, now).compareTo(FRESH) > 0;
  }
}
