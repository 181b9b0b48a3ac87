package dev.tidalctl.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Finds out what keeps a standby from applying WAL.
 *
 * <ol>
 *   <li>Paused is paused, whoever did it.
 *   <li>Else the startup process, which applies, says what it waits for. A lock or a buffer's pin
 *       is held by a session; so is a snapshot that still needs the rows to be removed.
 *   <li>Who holds the lock stands in {@code pg_locks}: {@code pg_blocking_pids} does not know the
 *       startup process. Whose snapshot it is can't be told: those that have one, oldest first.
 * </ol>
 */
final class ReplayReading {
  private static final String STATE =
      """
      SELECT pg_is_in_recovery() AS standby,
        CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END AS paused
      """;

  private static final String STARTUP =
      """
      SELECT pid, coalesce(wait_event_type, '') AS kind, coalesce(wait_event, '') AS event
      FROM pg_stat_activity WHERE backend_type = 'startup'
      """;

  private static final String WITH_SNAPSHOT =
      "backend_xmin IS NOT NULL AND backend_type = 'client backend'";

  private static final String IN_TRANSACTION =
      "xact_start IS NOT NULL AND backend_type = 'client backend'";

  private ReplayReading() {}

  static Replay of(Connection connection) throws SQLException {
    State state =
        Rows.one(
            connection,
            STATE,
            row -> new State(row.getBoolean("standby"), row.getBoolean("paused")));
    if (!state.standby()) {
      return new Replay.Leads();
    }
    if (state.paused()) {
      return new Replay.Paused();
    }
    Sessions.requireSight(connection);
    List<Wait> waits =
        Rows.all(
            connection,
            STARTUP,
            row -> new Wait(row.getInt("pid"), row.getString("kind"), row.getString("event")));
    for (Wait wait : waits) {
      if (wait.isForSomebody()) {
        return blocked(wait, Sessions.where(connection, wait.holders()));
      }
    }
    return new Replay.Running();
  }

  private static Replay blocked(Wait wait, List<ClientSession> sessions) {
    Duration since = sessions.isEmpty() ? Duration.ZERO : sessions.getFirst().age();
    return new Replay.Blocked(wait.event(), since, sessions);
  }

  private record State(boolean standby, boolean paused) {}

  private record Wait(int pid, String kind, String event) {
    boolean isForSomebody() {
      return kind.equals("Lock")
          || kind.equals("BufferPin")
          || event.startsWith("RecoveryConflict");
    }

    String holders() {
      return switch (kind) {
        case "Lock" ->
            """
            pid IN (
              SELECT held.pid FROM pg_locks AS wanted JOIN pg_locks AS held
                ON held.granted AND held.pid <> wanted.pid AND held.locktype = wanted.locktype
                AND held.database IS NOT DISTINCT FROM wanted.database
                AND held.relation IS NOT DISTINCT FROM wanted.relation
              WHERE NOT wanted.granted AND wanted.pid = %d)
            """
                .formatted(pid);
        case "BufferPin" -> IN_TRANSACTION;
        default -> WITH_SNAPSHOT;
      };
    }
  }
}
