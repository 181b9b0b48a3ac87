package dev.tidalctl.simulation.fault;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Input;
import java.time.Duration;

/** Something that goes wrong, once. Counts are of calls between tool and control plane. */
public sealed interface Fault {
  /** What kind of fault it is, for the table. */
  FaultKind kind();

  /** Requests never arrive; nobody says so before the limit. */
  record RequestLost(int calls) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REQUEST_LOST;
    }
  }

  /** Replies are lost after the effect. */
  record ReplyLost(int calls) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REPLY_LOST;
    }
  }

  /** Requests arrive twice. */
  record RequestRepeated(int calls, Duration apart) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REQUEST_REPEATED;
    }
  }

  /** Requests arrive late, up to beyond the lease. */
  record RequestDelayed(int calls, Duration by) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REQUEST_DELAYED;
    }
  }

  /** Every reply takes its own time, so that they overtake each other. */
  record RepliesReordered(Duration window, Duration upTo) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REPLIES_REORDERED;
    }
  }

  /** Looks show the cluster as it was. */
  record StaleLooks(Duration window, Duration age) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.STALE_LOOKS;
    }
  }

  /** Looks go back to an earlier revision. */
  record BackwardLooks(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.BACKWARD_LOOKS;
    }
  }

  /** Looks miss what was observed of some nodes. */
  record PartialLooks(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.PARTIAL_LOOKS;
    }
  }

  /** Looks show another cluster. */
  record WrongCluster(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.WRONG_CLUSTER;
    }
  }

  /** The tool is cut off from the control plane, which goes on. */
  record CutOff(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.CUT_OFF;
    }
  }

  /** The control plane does not run. */
  record ControlPlaneDown(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.CONTROL_PLANE_DOWN;
    }
  }

  /** The control plane starts anew at once, in another epoch. */
  record ControlPlaneRestarts() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.CONTROL_PLANE_RESTARTS;
    }
  }

  /** The control plane no longer knows of the lease, as after an unlock by force. */
  record LeaseLost() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.LEASE_LOST;
    }
  }

  /** Somebody else hands leadership over, without loss. */
  record LeaderMoves() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.LEADER_MOVES;
    }
  }

  /** The leader dies; the best follower leads after a while, what only the leader had is lost. */
  record LeaderDies(Duration failover, Duration away) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.LEADER_DIES;
    }
  }

  /** Nobody leads for a while. */
  record NoLeader(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.NO_LEADER;
    }
  }

  /** A second node says that it leads. */
  record TwoClaimants(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.TWO_CLAIMANTS;
    }
  }

  /** Handovers do not get anywhere; writes are held and go back. */
  record HandoverStalls(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.HANDOVER_STALLS;
    }
  }

  /** A follower leaves the leader's history. */
  record FollowerDiverges(Target target) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.FOLLOWER_DIVERGES;
    }
  }

  /** A node's process ends and starts anew. */
  record NodeRestarts(Target target, Duration away) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.NODE_RESTARTS;
    }
  }

  /** A node dies until everything is mended. */
  record NodeDies(Target target) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.NODE_DIES;
    }
  }

  /** A node goes down and up, several times. */
  record NodeFlaps(Target target, int times) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.NODE_FLAPS;
    }
  }

  /** A node applies nothing. */
  record LagStuck(Target target, Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.LAG_STUCK;
    }
  }

  /** A node applies less than is written. */
  record LagGrows(Target target, Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.LAG_GROWS;
    }
  }

  /** The control plane sees nothing new of a node. */
  record ObservationsStop(Target target, Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.OBSERVATIONS_STOP;
    }
  }

  /** A node's work in flight never ends. */
  record WorkNeverEnds(Target target, Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.WORK_NEVER_ENDS;
    }
  }

  /** WAL that a node still needs is dropped. */
  record WalDropped() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.WAL_DROPPED;
    }
  }

  /** Clients write ten times as much. */
  record WriteFlood(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.WRITE_FLOOD;
    }
  }

  /** The upgrade command exits 1, before it did anything or after. */
  record CommandFails(boolean afterRestart) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.COMMAND_FAILS;
    }
  }

  /** The upgrade command runs until it is killed; the node is down or not. */
  record CommandHangs(boolean nodeDown) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.COMMAND_HANGS;
    }
  }

  /** The upgrade command exits 0 and did nothing. */
  record CommandWithoutEffect() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.COMMAND_WITHOUT_EFFECT;
    }
  }

  /** The upgrade command installs another version. */
  record CommandWrongVersion() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.COMMAND_WRONG_VERSION;
    }
  }

  /** Command and supervisor die without a word. */
  record SupervisorDies() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.SUPERVISOR_DIES;
    }
  }

  /**
   * The tool is killed right before or right after it sends its next request or starts a command.
   */
  record ToolCrashes(boolean afterSending) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.TOOL_CRASHES;
    }
  }

  /** The tool is killed while it writes its journal; part of what it wrote is there. */
  record JournalTorn(int percentThere) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.JOURNAL_TORN;
    }
  }

  /** The tool's disk is full. */
  record DiskFull(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.DISK_FULL;
    }
  }

  /** The tool's machine is lost, with the command it runs and the journal. */
  record MachineLost() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.MACHINE_LOST;
    }
  }

  /** The tool is asked to stop by a signal. */
  record Signalled(Input.Stop how) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.SIGNALLED;
    }
  }

  /** The tool is stopped and goes on later; its monotonic clock stands still meanwhile. */
  record ToolSuspended(Duration window) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.TOOL_SUSPENDED;
    }
  }

  /** The wall clock of the tool's machine jumps. */
  record ClockJumps(Duration by) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.CLOCK_JUMPS;
    }
  }

  /**
   * Nothing may be taken out of service for a while: the cluster is paused, or, where the window is
   * an odd number of milliseconds, a load balancer can't be reached.
   */
  record Impeded(Duration window) implements Fault {
    /** What is said of it. */
    public Impediment impediment() {
      return window.toMillis() % 2 == 0
          ? Impediment.lasting("the cluster is paused: resume it")
          : Impediment.unreached("the load balancer can't be reached: see to it");
    }

    @Override
    public FaultKind kind() {
      return FaultKind.IMPEDED;
    }
  }

  /** A load balancer is reloaded and forgets that a node is held. */
  record RouteLost(int times) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.ROUTE_LOST;
    }
  }

  /** Client sessions stay on the node in hand until somebody cuts them. */
  record SessionsStay() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.SESSIONS_STAY;
    }
  }

  /** The next restart is answered as done and was not made. */
  record RestartWithoutEffect() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.RESTART_WITHOUT_EFFECT;
    }
  }
}
