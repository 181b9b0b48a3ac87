package dev.tidalctl.simulation.fault;

import dev.tidalctl.simulation.plan.Phase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
  CLOCK_JUMPS,
  IMPEDED,
  ROUTE_LOST(
      "only a node that is held can be exposed",
      Phase.DRAINING,
      Phase.DRAINED,
      Phase.UPGRADING,
      Phase.REJOINING),
  SESSIONS_STAY("sessions are waited for only while a node drains", Phase.DRAINING),
  RESTART_WITHOUT_EFFECT("a node is restarted only while it is upgraded", Phase.UPGRADING);

  /** Of a driver without a control plane; kept apart, so that older seeds mean what they meant. */
  private static final Set<FaultKind> SUPPLEMENTARY =
      EnumSet.of(IMPEDED, ROUTE_LOST, SESSIONS_STAY, RESTART_WITHOUT_EFFECT);

  @SuppressWarnings("ImmutableEnumChecker") // nobody is handed it
  private final Set<Phase> only;

  private final String elsewhere;

  FaultKind() {
    this.only = EnumSet.allOf(Phase.class);
    this.elsewhere = "";
  }

  FaultKind(String elsewhere, Phase... only) {
    this.only = EnumSet.copyOf(Arrays.asList(only));
    this.elsewhere = elsewhere;
  }

  /** Whether it can strike there. */
  public boolean possible(Phase phase) {
    return only.contains(phase);
  }

  /** Whether only {@code Supplement} plans it. */
  public boolean supplementary() {
    return SUPPLEMENTARY.contains(this);
  }

  /** Those that every plan draws from. */
  public static List<FaultKind> common() {
    return Arrays.stream(values()).filter(kind -> !kind.supplementary()).toList();
  }

  /** Why it can't strike in other phases; empty when it can strike in all. */
  public String whyNotElsewhere() {
    return elsewhere;
  }
}
