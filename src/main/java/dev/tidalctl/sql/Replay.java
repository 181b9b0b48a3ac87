package dev.tidalctl.sql;

import java.time.Duration;
import java.util.List;

/** Whether a node applies WAL. */
public sealed interface Replay {
  /** It is no standby. */
  record Leads() implements Replay {}

  /** Nothing keeps it from applying what comes. */
  record Running() implements Replay {}

  /** Somebody has it paused: {@code pg_wal_replay_resume()} ends that. */
  record Paused() implements Replay {}

  /**
   * A query is in its way.
   *
   * @param waitsFor what it waits for, as PostgreSQL words it: {@code RecoveryConflictSnapshot},
   *     {@code relation}
   * @param since how long the oldest of them has been at it
   * @param sessions those in its way, oldest first; for a snapshot conflict those with a snapshot,
   *     of which at least the first is in the way
   */
  record Blocked(String waitsFor, Duration since, List<ClientSession> sessions) implements Replay {
    /** Keeps its own copy. */
    public Blocked {
      sessions = List.copyOf(sessions);
    }
  }
}
