package dev.tidalctl.topology;

import java.time.Duration;
import java.util.Optional;

/** The ranges that the policy's values must keep to, in the file and on the command line alike. */
public final class PolicyLimits {
  /** The longest soak, and the longest limit of any wait. */
  public static final Duration LONGEST = Duration.ofHours(24);

  private PolicyLimits() {}

  /** Why a cluster of so many nodes can't have this {@code maxUnavailable}; empty when it can. */
  public static Optional<String> maxUnavailable(int wanted, int nodes) {
    if (wanted < 1) {
      return Optional.of("must be at least 1: with none, no node can be upgraded");
    }
    if (wanted > Math.max(1, nodes - 1)) {
      return Optional.of("%d would leave none of the %d nodes serving".formatted(wanted, nodes));
    }
    return Optional.empty();
  }

  /** Why a cluster of so many nodes can't have this {@code minServing}; empty when it can. */
  public static Optional<String> minServing(int wanted, int nodes) {
    if (wanted < 1) {
      return Optional.of("must be at least 1: with none, queries would go unanswered");
    }
    if (wanted > nodes) {
      return Optional.of(
          "%d can never be kept by %d node%s".formatted(wanted, nodes, nodes == 1 ? "" : "s"));
    }
    return Optional.empty();
  }

  /** Why the limit of a wait can't be this; empty when it can. */
  public static Optional<String> timeout(Duration wanted) {
    return wanted.isZero() ? Optional.of("is not more than 0") : soak(wanted);
  }

  /** Why the soak can't be this; empty when it can. */
  public static Optional<String> soak(Duration wanted) {
    return wanted.compareTo(LONGEST) > 0 ? Optional.of("is more than 24h") : Optional.empty();
  }
}
