package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Digests;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Handover;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Routed;
import dev.tidalctl.core.model.RoutingChange;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.state.SharedState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The authority that a Patroni cluster does not have: put together from its nodes, its load
 * balancers and what operators share.
 */
final class PatroniControlPlane implements ControlPlane {
  private final Looks looks;
  private final RoutingChanges changes;
  private final Switchover switchover;
  private final SharedState shared;

  PatroniControlPlane(
      Looks looks, RoutingChanges changes, Switchover switchover, SharedState shared) {
    this.looks = looks;
    this.changes = changes;
    this.switchover = switchover;
    this.shared = shared;
  }

  @Override
  public Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
    return looks.look(after, of, atMost);
  }

  @Override
  public Reply<Routed> changeRouting(RoutingChange change, long token) {
    return changes.change(change, token).map(done -> new Routed(Optional.empty()));
  }

  @Override
  public Reply<Done> closeAgain(NodeName node, long token) {
    return changes.closeAgain(node, token);
  }

  @Override
  public Reply<Done> cutSessions(NodeName node, long token) {
    return changes.cutSessions(node, token);
  }

  @Override
  public Reply<Done> moveLeadership(Handover handover, long token) {
    return switchover.move(handover, token);
  }

  @Override
  public Reply<Digests> digests(NodeName node, NodeName leader, long at) {
    return Replies.refused(
        Code.UNSUPPORTED, "PostgreSQL keeps no digest of what it holds at a position");
  }

  @Override
  public Reply<OptionalInt> servingFloor(long token) {
    return shared.servingFloor(token);
  }
}
