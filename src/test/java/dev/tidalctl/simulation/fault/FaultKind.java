package dev.tidalctl.simulation.fault;

import dev.tidalctl.simulation.plan.Phase;
import java.util.Optional;

/** The kinds of {@link Fault}, and the phases of a run in which each can strike. */
public enum FaultKind {
  REQUEST_LOST,
  REPLY_LOST,
  REQUEST_REPEATED,
  REQUEST_DELAYED,
  REPLIES_REORDERED,
  STALE_LOOKS,
  BACKWARD_LOOKS,
  PARTIAL_LOOKS,
  WRONG_CLUSTER,
  CUT_OFF,
  CONTROL_PLANE_DOWN,
  CONTROL_PLANE_RESTARTS,
  LEASE_LOST,
  LEADER_MOVES,
  LEADER_DIES,
  NO_LEADER,
  TWO_CLAIMANTS,
  HANDOVER_STALLS,
  FOLLOWER_DIVERGES,
  NODE_RESTARTS,
  NODE_DIES,
  NODE_FLAPS,
  LAG_STUCK,
  LAG_GROWS,
  OBSERVATIONS_STOP,
  WORK_NEVER_ENDS,
  WAL_DROPPED,
  WRITE_FLOOD,
  COMMAND_FAILS("a command runs only while a node is upgraded", Phase.UPGRADING),
  COMMAND_HANGS("a command runs only while a node is upgraded", Phase.UPGRADING),
  COMMAND_WITHOUT_EFFECT("a command runs only while a node is upgraded", Phase.UPGRADING),
  COMMAND_WRONG_VERSION("a command runs only while a node is upgraded", Phase.UPGRADING),
  SUPERVISOR_DIES("a command runs only while a node is upgraded", Phase.UPGRADING),
  TOOL_CRASHES,
  JOURNAL_TORN,
  DISK_FULL,
  MACHINE_LOST,
  SIGNALLED,
  TOOL_SUSPENDED,
  CLOCK_JUMPS;

  private final Optional<Phase> only;
  private final String elsewhere;

  FaultKind() {
    this.only = Optional.empty();
    this.elsewhere = "";
  }

  FaultKind(String elsewhere, Phase only) {
    this.only = Optional.of(only);
    this.elsewhere = elsewhere;
  }

  /** Whether it can strike there. */
  public boolean possible(Phase phase) {
    return only.isEmpty() || only.get() == phase;
  }

  /** Why it can't strike in other phases; empty when it can strike in all. */
  public String whyNotElsewhere() {
    return elsewhere;
  }
}
