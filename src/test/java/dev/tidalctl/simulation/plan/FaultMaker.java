package dev.tidalctl.simulation.plan;

import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Policy;
import dev.tidalctl.simulation.fault.Fault;
import dev.tidalctl.simulation.fault.FaultKind;
import dev.tidalctl.simulation.fault.Target;
import java.time.Duration;
import java.util.List;

/** Draws how bad a fault is: mostly about as long as the limits that it strains. */
final class FaultMaker {
  private final Dice dice;
  private final Policy policy;

  FaultMaker(Dice dice, Policy policy) {
    this.dice = dice;
    this.policy = policy;
  }

  Fault make(FaultKind kind) {
    return switch (kind) {
      case REQUEST_LOST -> new Fault.RequestLost(1 + dice.below(3));
      case REPLY_LOST -> new Fault.ReplyLost(1 + dice.below(3));
      case REQUEST_REPEATED -> new Fault.RequestRepeated(1 + dice.below(5), millis(8000));
      case REQUEST_DELAYED -> new Fault.RequestDelayed(1 + dice.below(2), millis(25_000));
      case REPLIES_REORDERED -> new Fault.RepliesReordered(millis(10_000), millis(3000));
      case STALE_LOOKS -> new Fault.StaleLooks(millis(6000), millis(1500));
      case BACKWARD_LOOKS -> new Fault.BackwardLooks(millis(6000));
      case PARTIAL_LOOKS -> new Fault.PartialLooks(millis(8000));
      case WRONG_CLUSTER -> new Fault.WrongCluster(millis(3000));
      case CUT_OFF -> new Fault.CutOff(millis(25_000));
      case CONTROL_PLANE_DOWN -> new Fault.ControlPlaneDown(millis(25_000));
      case CONTROL_PLANE_RESTARTS -> new Fault.ControlPlaneRestarts();
      case LEASE_LOST -> new Fault.LeaseLost();
      case LEADER_MOVES -> new Fault.LeaderMoves();
      case LEADER_DIES -> new Fault.LeaderDies(millis(4000), millis(20_000));
      case NO_LEADER -> new Fault.NoLeader(aroundLimit());
      case TWO_CLAIMANTS -> new Fault.TwoClaimants(aroundLimit());
      case HANDOVER_STALLS -> new Fault.HandoverStalls(millis(15_000));
      case FOLLOWER_DIVERGES -> new Fault.FollowerDiverges(target());
      case NODE_RESTARTS -> new Fault.NodeRestarts(target(), millis(4000));
      case NODE_DIES -> new Fault.NodeDies(target());
      case NODE_FLAPS -> new Fault.NodeFlaps(target(), 1 + dice.below(5));
      case LAG_STUCK -> new Fault.LagStuck(target(), aroundLimit());
      case LAG_GROWS -> new Fault.LagGrows(target(), aroundLimit());
      case OBSERVATIONS_STOP -> new Fault.ObservationsStop(target(), aroundLimit());
      case WORK_NEVER_ENDS -> new Fault.WorkNeverEnds(target(), aroundLimit());
      case WAL_DROPPED -> new Fault.WalDropped();
      case WRITE_FLOOD -> new Fault.WriteFlood(millis(10_000));
      case COMMAND_FAILS -> new Fault.CommandFails(dice.oneIn(2));
      case COMMAND_HANGS -> new Fault.CommandHangs(dice.oneIn(2));
      case COMMAND_WITHOUT_EFFECT -> new Fault.CommandWithoutEffect();
      case COMMAND_WRONG_VERSION -> new Fault.CommandWrongVersion();
      case SUPERVISOR_DIES -> new Fault.SupervisorDies();
      case TOOL_CRASHES -> new Fault.ToolCrashes(dice.oneIn(2));
      case JOURNAL_TORN -> new Fault.JournalTorn(dice.of(0, 40, 70, 100));
      case DISK_FULL -> new Fault.DiskFull(millis(10_000));
      case MACHINE_LOST -> new Fault.MachineLost();
      case SIGNALLED -> new Fault.Signalled(dice.of(List.of(Input.Stop.values())));
      case TOOL_SUSPENDED -> new Fault.ToolSuspended(millis(35_000));
      case IMPEDED -> new Fault.Impeded(aroundLimit());
      case ROUTE_LOST -> new Fault.RouteLost(1 + dice.below(3));
      case SESSIONS_STAY -> new Fault.SessionsStay();
      case RESTART_WITHOUT_EFFECT -> new Fault.RestartWithoutEffect();
      case CLOCK_JUMPS -> new Fault.ClockJumps(Duration.ofSeconds(dice.below(120) - 60));
    };
  }

  private Target target() {
    return dice.of(List.of(Target.values()));
  }

  private Duration millis(int bound) {
    return Duration.ofMillis(1 + dice.below(bound));
  }

  /** From hardly anything to twice the drain limit. */
  private Duration aroundLimit() {
    return millis((int) policy.limits().drain().toMillis() * 2);
  }
}
