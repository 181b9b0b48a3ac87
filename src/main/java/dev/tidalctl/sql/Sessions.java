package dev.tidalctl.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Reads {@code pg_stat_activity}, in which a user without privileges sees only part. */
final class Sessions {
  static final String AGE = "clock_timestamp() - coalesce(xact_start, state_change, backend_start)";

  private static final String COLUMNS =
      "SELECT pid, coalesce(usename, '') AS who, coalesce(application_name, '') AS application,"
          + " coalesce(state, '') AS state, extract(epoch from "
          + AGE
          + ")::float8 AS age FROM pg_stat_activity";

  private static final String LONGEST_FIRST = " ORDER BY age DESC, pid";

  private static final String SIGHT = "SELECT pg_has_role('pg_read_all_stats', 'USAGE') AS granted";

  private static final long MILLIS = 1000;

  private Sessions() {}

  /** Refuses to be misled: what a user may not see would be missing without a word. */
  static void requireSight(Connection connection) throws SQLException {
    if (!Rows.one(connection, SIGHT, row -> row.getBoolean("granted"))) {
      throw SqlStates.missingPrivilege("the sessions of others are hidden");
    }
  }

  /** Those of clients: neither ours, nor Patroni's, nor replication. */
  static List<ClientSession> ofClients(Connection connection) throws SQLException {
    return Rows.all(
        connection,
        COLUMNS
            + " WHERE backend_type = 'client backend' AND application_name <> '"
            + Connector.APPLICATION
            + "' AND application_name NOT LIKE 'Patroni%'"
            + LONGEST_FIRST,
        Sessions::read);
  }

  /**
   * Some of them.
   *
   * @param condition in SQL, of our own making
   */
  static List<ClientSession> where(Connection connection, String condition) throws SQLException {
    return Rows.all(
        connection,
        COLUMNS + " WHERE pid <> pg_backend_pid() AND (" + condition + ")" + LONGEST_FIRST,
        Sessions::read);
  }

  private static ClientSession read(ResultSet row) throws SQLException {
    return new ClientSession(
        row.getInt("pid"),
        row.getString("who"),
        row.getString("application"),
        row.getString("state"),
        Duration.ofMillis((long) Math.max(0, row.getDouble("age") * MILLIS)));
  }
}
