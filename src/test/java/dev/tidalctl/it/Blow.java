package dev.tidalctl.it;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** What may befall a roll. */
enum Blow {
  /** {@code kill -9} of the tool. */
  KILL,
  /**
   * Suspended for twice the lease's life: it must notice, and change nothing more. All that it had
   * asked before may have run out of time meanwhile; nobody then answered it, which is 7.
   */
  PAUSE,
  /** Ctrl-C: the node in hand is finished; 0 when it was the last. */
  INTERRUPT,
  /** Ctrl-C twice. */
  INTERRUPT_TWICE,
  /** TERM. */
  TERMINATE,
  /** The terminal is closed: nothing stops. */
  HANG_UP,
  /** The node in hand dies and is started again. */
  RESTART_NODE_IN_HAND,
  /** A node that is not in hand dies and is started again. */
  RESTART_OTHER_NODE,
  /** The control plane dies and is started again. */
  RESTART_CONTROL;

  private static final Duration TWICE_THE_LEASE = Duration.ofSeconds(30);
  private static final Duration DURABLE_WITHIN = Duration.ofSeconds(10);

  /** The exit codes that it must end the tool with; none where the tool goes on. */
  Set<Integer> codes() {
    return switch (this) {
      case KILL -> Set.of(137);
      case PAUSE -> Set.of(4, 5, 7, 8);
      case INTERRUPT -> Set.of(9, 0);
      case INTERRUPT_TWICE -> Set.of(130);
      case TERMINATE -> Set.of(143);
      case HANG_UP, RESTART_NODE_IN_HAND, RESTART_OTHER_NODE, RESTART_CONTROL -> Set.of();
    };
  }

  /** Whether the tool is to end of it. */
  boolean ends() {
    return !codes().isEmpty();
  }

  /** Whether the cluster itself is disturbed, so that it may fail requests and nodes. */
  boolean disturbs() {
    return switch (this) {
      case KILL, PAUSE, INTERRUPT, INTERRUPT_TWICE, TERMINATE, HANG_UP -> false;
      case RESTART_NODE_IN_HAND, RESTART_OTHER_NODE, RESTART_CONTROL -> true;
    };
  }

  /** How long the tool may take to end after it; the rest is bounded by the run's own limits. */
  Duration endsWithin() {
    return this == TERMINATE || this == INTERRUPT_TWICE ? DURABLE_WITHIN : Duration.ofMinutes(2);
  }

  /** Falls on a roll with this node in hand. */
  void fall(Launched tool, RealSandbox sandbox, String inHand)
      throws IOException, InterruptedException {
    switch (this) {
      case KILL -> tool.signal("KILL");
      case PAUSE -> {
        tool.signal("STOP");
        Thread.sleep(TWICE_THE_LEASE);
        tool.signal("CONT");
      }
      case INTERRUPT -> tool.signal("INT");
      case INTERRUPT_TWICE -> {
        tool.signal("INT");
        tool.awaitSayingOrEnd("after-node");
        tool.signal("INT");
      }
      case TERMINATE -> tool.signal("TERM");
      case HANG_UP -> tool.signal("HUP");
      case RESTART_NODE_IN_HAND -> restart(sandbox, inHand);
      case RESTART_OTHER_NODE -> restart(sandbox, inHand.equals("node-0") ? "node-1" : "node-0");
      case RESTART_CONTROL -> restart(sandbox, "control");
    }
  }

  private static void restart(RealSandbox sandbox, String target)
      throws IOException, InterruptedException {
    sandbox.fault("restart", target);
  }
}
