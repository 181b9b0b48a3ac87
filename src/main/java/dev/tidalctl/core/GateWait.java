package dev.tidalctl.core;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One wait at the gate before a batch.
 *
 * <ol>
 *   <li>Fence: the leader's position, read after the wait began; a new term voids it.
 *   <li>Every node outside the batch is fit ({@link Gate}), the guard allows the batch, the WAL is
 *       kept for long enough, and clients are answered; all on the same snapshot.
 *   <li>The limit is the drain limit.
 * </ol>
 */
record GateWait(List<NodeName> batch, Moment since, Instant from, Optional<Position> fence) {

  static GateWait begin(List<NodeName> batch, Snapshot snapshot, Moment now) {
    return new GateWait(batch, now, snapshot.now(), Optional.empty());
  }

  /** The same wait for other nodes: somebody leads now who did not when they were chosen. */
  GateWait rechosen(List<NodeName> next, Snapshot snapshot) {
    return new GateWait(next, since, snapshot.now(), Optional.empty());
  }

  /** The same wait with a fence that is good in this snapshot, if it shows one. */
  GateWait fenced(Snapshot snapshot) {
    return fence.filter(f -> !Fences.voided(f, snapshot)).isPresent()
        ? this
        : new GateWait(batch, since, from, Fences.readAfter(from, snapshot));
  }

  Verdict check(
      Order.Roll roll,
      Snapshot snapshot,
      Policy policy,
      RetentionWatch retention,
      ProbeGuard probe) {
    if (fence.isEmpty()) {
      return new Verdict.Hold("the leader's position is not known yet");
    }
    Set<NodeName> taking = Set.copyOf(batch);
    return first(
        Gate.check(taking, fence.get(), roll, snapshot, policy),
        AvailabilityGuard.check(taking, snapshot, policy),
        retention.allows(snapshot, policy),
        probe.allows(batch, snapshot));
  }

  /** What it shall wake up for; empty when any later look will do. */
  Optional<Interest> interest(Snapshot snapshot) {
    return fence.isEmpty() ? Fences.awaited(snapshot) : Optional.of(Interest.OBSERVATION);
  }

  boolean overdue(Policy policy, Moment now) {
    return now.since(since).compareTo(limit(policy)) > 0;
  }

  String waitingFor(String reason, Policy policy) {
    return "the cluster to be fit to lose %s: %s (limit %s)"
        .formatted(names(), reason, Words.of(limit(policy)));
  }

  String tooLong(String reason, Policy policy) {
    return "the cluster was not fit to lose %s within %s: %s"
        .formatted(names(), Words.of(limit(policy)), reason);
  }

  private String names() {
    return String.join(", ", batch.stream().map(NodeName::value).toList());
  }

  private static Duration limit(Policy policy) {
    return policy.limits().drain();
  }

  private static Verdict first(Verdict... verdicts) {
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Hold) {
        return verdict;
      }
    }
    return new Verdict.Go();
  }
}
