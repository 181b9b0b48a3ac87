package dev.tidalctl.core.model;

import java.util.Optional;
import java.util.OptionalInt;

/** How an {@link Effect} ended; one kind for each kind of effect. */
public sealed interface Outcome {
  /**
   * A look ended.
   *
   * @param reply what it showed
   */
  record Looked(Reply<Snapshot> reply) implements Outcome {}

  /**
   * A take of the lease ended.
   *
   * @param reply the grant
   */
  record LeaseTaken(Reply<LeaseGrant> reply) implements Outcome {}

  /**
   * A renewal ended.
   *
   * @param reply the grant, with the same token
   */
  record LeaseRenewed(Reply<LeaseGrant> reply) implements Outcome {}

  /**
   * A release ended.
   *
   * @param reply nothing but that it was done
   */
  record LeaseReleased(Reply<Done> reply) implements Outcome {}

  /**
   * A change of routing ended.
   *
   * @param reply that it was made, with a fence; what is true is for a fresh look to say
   */
  record RoutingChanged(Reply<Routed> reply) implements Outcome {}

  /**
   * A request to close a node again ended.
   *
   * @param reply nothing but that it was done; what is true is for a fresh look to say
   */
  record ClosedAgain(Reply<Done> reply) implements Outcome {}

  /**
   * A request to cut sessions ended.
   *
   * @param reply nothing but that it was done
   */
  record SessionsCut(Reply<Done> reply) implements Outcome {}

  /**
   * A request to move leadership was answered.
   *
   * @param reply nothing but that it was accepted
   */
  record LeadershipAsked(Reply<Done> reply) implements Outcome {}

  /**
   * A request to ship was answered.
   *
   * @param reply nothing but that it was accepted
   */
  record ShippingAsked(Reply<Done> reply) implements Outcome {}

  /**
   * A heartbeat was appended.
   *
   * @param reply where
   */
  record HeartbeatAppended(Reply<Position> reply) implements Outcome {}

  /**
   * Digests were read.
   *
   * @param reply both
   */
  record DigestsRead(Reply<Digests> reply) implements Outcome {}

  /**
   * The upgrade command ended.
   *
   * @param end how
   */
  record UpgradeEnded(CommandEnd end) implements Outcome {}

  /**
   * A hook ended.
   *
   * @param end how
   */
  record HookEnded(CommandEnd end) implements Outcome {}

  /**
   * The serving floor was read.
   *
   * @param reply the fewest nodes that ever served, empty where the driver keeps no such log
   */
  record ServingFloorRead(Reply<OptionalInt> reply) implements Outcome {}

  /** Whether something was changed, or may have been: not so when it was declined or never sent. */
  default boolean mayHaveChanged() {
    if (this instanceof HookEnded(CommandEnd end)) {
      return !(end.how() instanceof CommandEnd.How.NotStarted);
    }
    return asked()
        .map(reply -> reply instanceof Reply.Ok<?> || reply instanceof Reply.Unknown<?>)
        .orElse(true);
  }

  /** The reply of whoever was asked, empty for a command, which answers to nobody. */
  default Optional<Reply<?>> asked() {
    return switch (this) {
      case Looked(var reply) -> Optional.of(reply);
      case LeaseTaken(var reply) -> Optional.of(reply);
      case LeaseRenewed(var reply) -> Optional.of(reply);
      case LeaseReleased(var reply) -> Optional.of(reply);
      case RoutingChanged(var reply) -> Optional.of(reply);
      case ClosedAgain(var reply) -> Optional.of(reply);
      case SessionsCut(var reply) -> Optional.of(reply);
      case LeadershipAsked(var reply) -> Optional.of(reply);
      case ShippingAsked(var reply) -> Optional.of(reply);
      case HeartbeatAppended(var reply) -> Optional.of(reply);
      case DigestsRead(var reply) -> Optional.of(reply);
      case ServingFloorRead(var reply) -> Optional.of(reply);
      case UpgradeEnded e -> Optional.empty();
      case HookEnded e -> Optional.empty();
    };
  }
}
