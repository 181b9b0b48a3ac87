package dev.tidalctl.core.model;

import java.util.Comparator;

/**
 * Which state of the cluster a snapshot shows.
 *
 * @param epoch grows each time the control plane starts or changes hands
 * @param revision grows with membership, roles, term, routing, holds, incarnations, versions and
 *     reachability; durable
 * @param observation grows with progress; starts anew with each epoch
 */
public record Stamp(long epoch, long revision, long observation) implements Comparable<Stamp> {
  private static final Comparator<Stamp> ORDER =
      Comparator.comparingLong(Stamp::epoch).thenComparingLong(Stamp::revision);

  /** Orders by epoch, then revision: a client never goes back to a smaller one. */
  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
