package dev.tidalctl.core.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Something to be done outside the core. An effect is started once, ends with one {@link Outcome},
 * and may be pending for long while the run goes on renewing its lease.
 */
public sealed interface Effect {
  /**
   * Take a snapshot.
   *
   * @param after answer when the cluster has moved past this; at once when empty
   * @param of which movement counts
   * @param atMost answer after so long in any case
   */
  record Look(Optional<Stamp> after, Interest of, Duration atMost) implements Effect {}

  /**
   * Take the lease; the same nonce again is no second take, so that a lost reply is no lock-out.
   *
   * @param identity who takes it
   * @param wanted the version rolled to, for others to see
   * @param nonce random, one per process of a run
   * @param takeOver whose lease shall be given up for us
   */
  record TakeLease(
      Identity identity, Optional<Version> wanted, String nonce, Optional<TakeOver> takeOver)
      implements Effect {}

  /**
   * Renew the lease.
   *
   * @param token ours
   */
  record RenewLease(long token) implements Effect {}

  /**
   * Give the lease back.
   *
   * @param token ours
   */
  record ReleaseLease(long token) implements Effect {}

  /**
   * Change what traffic does with a node.
   *
   * @param change what, and under which conditions
   * @param token ours
   */
  record ChangeRouting(RoutingChange change, long token) implements Effect {}

  /**
   * Close a node to clients again that is marked out of service and yet reached by them. It may be
   * started beside whatever else is under way with the node.
   *
   * @param node which
   * @param token ours
   */
  record CloseAgain(NodeName node, long token) implements Effect {}

  /**
   * Cut the client sessions that did not leave a draining node by themselves.
   *
   * @param node which
   * @param token ours
   */
  record CutSessions(NodeName node, long token) implements Effect {}

  /**
   * Move leadership.
   *
   * @param handover from whom to whom
   * @param token ours
   */
  record MoveLeadership(Handover handover, long token) implements Effect {}

  /**
   * Ship the WAL that a rejoining node misses.
   *
   * @param node to whom
   * @param since its applied position
   * @param token ours
   */
  record Ship(NodeName node, Position since, long token) implements Effect {}

  /**
   * Have the leader append one event that carries nothing.
   *
   * @param node for whose proof
   * @param token ours
   */
  record AppendHeartbeat(NodeName node, long token) implements Effect {}

  /**
   * Read both digests.
   *
   * @param node the rejoining node
   * @param leader the node that it must agree with
   * @param at up to this seqno, applied by both
   */
  record CompareDigests(NodeName node, NodeName leader, long at) implements Effect {}

  /**
   * Have the node upgraded.
   *
   * @param job what, for which node
   */
  record RunUpgrade(UpgradeJob job) implements Effect {}

  /**
   * Have a hook of the operator's run.
   *
   * @param job which, and what it is told
   */
  record RunHook(HookJob job) implements Effect {}

  /**
   * Read from the control plane's log how few nodes ever served since our lease was taken.
   *
   * @param token that lease's
   */
  record ReadServingFloor(long token) implements Effect {}

  /** Whether it is recorded before it is started: what changes something, and every hook. */
  default boolean recorded() {
    return changes() || this instanceof RunHook;
  }

  /**
   * Whether it can change the cluster. A hook that the roll waits for counts: nobody knows what it
   * does. One that is only told how the roll ended does not.
   */
  default boolean changes() {
    return switch (this) {
      case ChangeRouting c -> true;
      case CloseAgain c -> true;
      case CutSessions c -> true;
      case MoveLeadership m -> true;
      case Ship s -> true;
      case AppendHeartbeat h -> true;
      case RunUpgrade u -> true;
      case RunHook(HookJob job) -> job.hook().gates();
      case Look l -> false;
      case TakeLease t -> false;
      case RenewLease r -> false;
      case ReleaseLease r -> false;
      case CompareDigests c -> false;
      case ReadServingFloor r -> false;
    };
  }

  /** The node whose turn waits for it, empty for what concerns the run as a whole. */
  default Optional<NodeName> turn() {
    return switch (this) {
      case ChangeRouting c -> Optional.of(c.change().node());
      case CutSessions c -> Optional.of(c.node());
      case MoveLeadership m -> Optional.of(m.handover().from());
      case Ship s -> Optional.of(s.node());
      case AppendHeartbeat h -> Optional.of(h.node());
      case CompareDigests c -> Optional.of(c.node());
      case RunUpgrade u -> Optional.of(u.job().node());
      case CloseAgain c -> Optional.empty();
      case RunHook r -> Optional.empty();
      case Look l -> Optional.empty();
      case TakeLease t -> Optional.empty();
      case RenewLease r -> Optional.empty();
      case ReleaseLease r -> Optional.empty();
      case ReadServingFloor r -> Optional.empty();
    };
  }
}
