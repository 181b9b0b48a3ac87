package dev.tidalctl.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Where exactly a run stands with a node: the fine grain of {@link NodeUpgradeStatus}, each stage
 * with only what its decision needs. Every stage can be entered afresh after a crash: it first
 * looks at what is true.
 */
public sealed interface Stage {
  /** Its turn has not come. */
  record Waiting() implements Stage {}

  /**
   * Leadership goes to a follower first.
   *
   * @param candidate whom it was asked for last
   * @param askedAt when
   * @param tries how often it was asked for
   */
  record HandingOver(Optional<NodeName> candidate, Moment askedAt, int tries) implements Stage {}

  /** New client work is to stop. */
  record StoppingTraffic() implements Stage {}

  /**
   * Work in flight is to end.
   *
   * @param trafficStopped by the control plane's clock, when traffic was seen stopped
   * @param since the same by our own clocks
   * @param cut whether the sessions that stayed were cut, or can't be
   */
  record Emptying(Instant trafficStopped, Moment since, boolean cut) implements Stage {
    /** The same once nothing more is to be cut. */
    public Emptying asCut() {
      return new Emptying(trafficStopped, since, true);
    }
  }

  /**
   * It is to apply up to the fence.
   *
   * @param trafficStopped the fence must have been read after this
   * @param fence the leader's position, once read
   * @param headway how far it was seen
   */
  record CatchingUp(Instant trafficStopped, Optional<Position> fence, Headway headway)
      implements Stage {}

  /**
   * Shipping is to stop.
   *
   * @param fence what the node has applied, where it was alive to apply
   */
  record TakingOut(Optional<Position> fence) implements Stage {}

  /**
   * It is out of service.
   *
   * @param drainedAs its incarnation when it was taken out: an upgraded node must show another
   * @param leftAt what it had applied then: where the WAL that it misses begins
   */
  record Out(Optional<Incarnation> drainedAs, Optional<Position> leftAt) implements Stage {
    /** As a look shows it; a node that was found drained left as its hold says. */
    public static Out of(NodeView node) {
      return new Out(node.hold().flatMap(Hold::incarnation).or(node::incarnation), node.applied());
    }
  }

  /** Its hold is to say that the upgrade begins. */
  record Marking() implements Stage {}

  /**
   * The command runs.
   *
   * @param attempt counted from 1
   */
  record RunningCommand(int attempt) implements Stage {}

  /**
   * The command failed; the hold is to say so.
   *
   * @param failure how
   */
  record MarkingFailed(Failure failure) implements Stage {}

  /** A new incarnation at the wanted version is to answer. */
  record Returning() implements Stage {}

  /** Shipping is to start again. */
  record Readmitting() implements Stage {}

  /** The leader is to be told from where to ship. */
  record Shipping() implements Stage {}

  /**
   * It is to reach several fences in a row.
   *
   * @param reached how many it has
   * @param fence the one before it
   * @param fenceReadAt when that, or the last one, was read, by the control plane's clock
   * @param headway how far it was seen
   */
  record Sampling(int reached, Optional<Position> fence, Instant fenceReadAt, Headway headway)
      implements Stage {}

  /**
   * It is to be seen applying an event that is new.
   *
   * @param heartbeat where that event is, once appended
   * @param since when the proof was begun
   */
  record Proving(Optional<Position> heartbeat, Moment since) implements Stage {}

  /**
   * Its content is to be compared with the leader's.
   *
   * @param at the fence, applied by both
   */
  record Comparing(Position at) implements Stage {}

  /**
   * Client work is to come back.
   *
   * @param applied what it must still have applied
   */
  record Admitting(Position applied) implements Stage {}

  /** It is to be seen serving and healthy. */
  record Settling() implements Stage {}

  /**
   * Its part is done.
   *
   * @param status Complete, or Drained where no more was asked
   */
  record Finished(NodeUpgradeStatus status) implements Stage {}

  /**
   * A failed drain is to leave routing as it found it.
   *
   * @param failure why the drain failed
   * @param since when the undo was begun
   */
  record Undoing(Failure failure, Moment since) implements Stage {}

  /**
   * Its part ended short.
   *
   * @param failure why, and what is true of it now
   */
  record Broken(Failure failure) implements Stage {}

  /** The status that the operator is shown. */
  default NodeUpgradeStatus status() {
    return switch (this) {
      case Waiting w -> new NodeUpgradeStatus.Pending();
      case HandingOver h -> new NodeUpgradeStatus.Draining();
      case StoppingTraffic s -> new NodeUpgradeStatus.Draining();
      case Emptying e -> new NodeUpgradeStatus.Draining();
      case CatchingUp c -> new NodeUpgradeStatus.Draining();
      case TakingOut t -> new NodeUpgradeStatus.Draining();
      case Undoing u -> new NodeUpgradeStatus.Draining();
      case Out o -> new NodeUpgradeStatus.Drained();
      case Marking m -> new NodeUpgradeStatus.Drained();
      case RunningCommand r -> new NodeUpgradeStatus.Upgrading();
      case MarkingFailed m -> new NodeUpgradeStatus.Upgrading();
      case Returning r -> new NodeUpgradeStatus.Upgrading();
      case Readmitting r -> new NodeUpgradeStatus.Rejoining();
      case Shipping s -> new NodeUpgradeStatus.Rejoining();
      case Sampling s -> new NodeUpgradeStatus.Rejoining();
      case Proving p -> new NodeUpgradeStatus.Rejoining();
      case Comparing c -> new NodeUpgradeStatus.Rejoining();
      case Admitting a -> new NodeUpgradeStatus.Rejoining();
      case Settling s -> new NodeUpgradeStatus.Rejoining();
      case Finished f -> f.status();
      case Broken(Failure failure) -> new NodeUpgradeStatus.Failed(failure.reason());
    };
  }

  /** Whether the node is being taken out, changed or brought back, and not only looked at. */
  default boolean isWork() {
    return !(this instanceof Waiting || this instanceof Settling || ended());
  }

  /** Whether nothing more is done with the node in this run. */
  default boolean ended() {
    return this instanceof Finished || this instanceof Broken;
  }
}
