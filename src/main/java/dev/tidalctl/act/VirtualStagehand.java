package dev.tidalctl.act;

import dev.tidalctl.core.model.Effect;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Outcome;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.HookRunner;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.Stagehand;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.core.port.WalShipper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries each effect out on a virtual thread of its own; outcomes and stop requests come back
 * through one inbox, in the order in which they happened.
 *
 * <p>A driver that throws, which the ports forbid, is a bug: the exception ends the run from {@link
 * #next}, so that nothing waits for an outcome that never comes.
 */
public final class VirtualStagehand implements Stagehand {
  private final ControlPlane controlPlane;
  private final WalShipper shipper;
  private final Lease lease;
  private final Upgrader upgrader;
  private final HookRunner hooks;
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();

  private sealed interface Message {
    record Learnt(Input input) implements Message {}

    record Bug(RuntimeException exception) implements Message {}
  }

  /**
   * Connects the effects with those who do them.
   *
   * @param controlPlane looks, routing, leadership
   * @param shipper WAL
   * @param lease the lease
   * @param upgrader upgrades of drained nodes
   * @param hooks the operator's commands around nodes
   */
  public VirtualStagehand(
      ControlPlane controlPlane,
      WalShipper shipper,
      Lease lease,
      Upgrader upgrader,
      HookRunner hooks) {
    this.controlPlane = controlPlane;
    this.shipper = shipper;
    this.lease = lease;
    this.upgrader = upgrader;
    this.hooks = hooks;
  }

  /** Asks the run to end; may be called from any thread, a signal handler's too. */
  public void ask(Input.Stop how) {
    inbox.add(new Message.Learnt(new Input.StopAsked(how)));
  }

  /** Tells the run what its probe measured; may be called from any thread. */
  public void probed(ProbeReading reading) {
    inbox.add(new Message.Learnt(new Input.Probed(reading)));
  }

  @Override
  public void start(long id, Effect effect) {
    Thread.ofVirtual().name("effect-" + id).start(() -> inbox.add(carryOut(id, effect)));
  }

  private Message carryOut(long id, Effect effect) {
    try {
      return new Message.Learnt(new Input.Ended(id, outcome(effect)));
    } catch (RuntimeException e) {
      return new Message.Bug(e);
    }
  }

  private Outcome outcome(Effect effect) {
    return switch (effect) {
      case Effect.Look(var after, var of, var atMost) ->
          new Outcome.Looked(controlPlane.look(after, of, atMost));
      case Effect.TakeLease(var identity, var wanted, var nonce, var takeOver) ->
          new Outcome.LeaseTaken(lease.take(identity, wanted, nonce, takeOver));
      case Effect.RenewLease(long token) -> new Outcome.LeaseRenewed(lease.renew(token));
      case Effect.ReleaseLease(long token) -> new Outcome.LeaseReleased(lease.release(token));
      case Effect.ChangeRouting(var change, long token) ->
          new Outcome.RoutingChanged(controlPlane.changeRouting(change, token));
      case Effect.CloseAgain(var node, long token) ->
          new Outcome.ClosedAgain(controlPlane.closeAgain(node, token));
      case Effect.CutSessions(var node, long token) ->
          new Outcome.SessionsCut(controlPlane.cutSessions(node, token));
      case Effect.MoveLeadership(var handover, long token) ->
          new Outcome.LeadershipAsked(controlPlane.moveLeadership(handover, token));
      case Effect.Ship(var node, var since, long token) ->
          new Outcome.ShippingAsked(shipper.shipSegmentsSince(node, since, token));
      case Effect.AppendHeartbeat(var node, long token) ->
          new Outcome.HeartbeatAppended(shipper.appendHeartbeat(token));
      case Effect.CompareDigests(var node, var leader, long at) ->
          new Outcome.DigestsRead(controlPlane.digests(node, leader, at));
      case Effect.RunUpgrade(var job) -> new Outcome.UpgradeEnded(upgrader.run(job));
      case Effect.RunHook(var job) -> new Outcome.HookEnded(hooks.run(job));
      case Effect.ReadServingFloor(long token) ->
          new Outcome.ServingFloorRead(controlPlane.servingFloor(token));
    };
  }

  @Override
  public Input next(Duration atMost) {
    try {
      return Optional.ofNullable(inbox.poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
          .map(VirtualStagehand::input)
          .orElseGet(Input.Tick::new);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Input.StopAsked(Input.Stop.NOW);
    }
  }

  private static Input input(Message message) {
    return switch (message) {
      case Message.Learnt(Input input) -> input;
      case Message.Bug(RuntimeException exception) -> throw exception;
    };
  }
}
