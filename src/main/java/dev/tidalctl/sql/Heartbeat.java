package dev.tidalctl.sql;

import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Appends a record that carries nothing.
 *
 * <ol>
 *   <li>Only a leader can. A standby is found out by asking it first: what it would answer differs
 *       between the ways.
 *   <li>A logical message in a transaction, so that its commit has the record written out and sent
 *       at once; without waiting for a standby, which may be the very one that is away.
 *   <li>Where that was revoked, or is unknown, a restore point. It is written out within {@code
 *       wal_writer_delay}.
 * </ol>
 */
final class Heartbeat {
  private static final String NAMED =
      "AS place(lsn), LATERAL (SELECT substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)"
          + " AS timeline) AS file";

  private static final String SELECT =
      "SELECT (place.lsn - '0/0'::pg_lsn)::bigint AS position, file.timeline FROM ";

  private static final String MESSAGE =
      SELECT + "pg_logical_emit_message(true, 'tidalctl', '') " + NAMED;

  private static final String RESTORE_POINT =
      SELECT + "pg_create_restore_point('tidalctl') " + NAMED;

  private Heartbeat() {}

  static Reply<Position> append(Connection connection) throws SQLException {
    if (Rows.one(connection, "SELECT pg_is_in_recovery()", row -> row.getBoolean(1))) {
      return Failures.refused(
          Code.REQUIREMENT_NOT_MET, "the node does not lead: it can append nothing");
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL synchronous_commit = local");
      Position written = Rows.one(connection, MESSAGE, Heartbeat::position);
      connection.commit();
      return new Reply.Ok<>(written);
    } catch (SQLException refused) {
      if (!SqlStates.isMissingPrivilege(refused) && !SqlStates.isMissingFeature(refused)) {
        throw refused;
      }
      connection.rollback();
      return new Reply.Ok<>(restorePoint(connection, refused));
    }
  }

  private static Position restorePoint(Connection connection, SQLException before)
      throws SQLException {
    try {
      Position written = Rows.one(connection, RESTORE_POINT, Heartbeat::position);
      connection.commit();
      return written;
    } catch (SQLException refused) {
      before.addSuppressed(refused);
      throw SqlStates.isMissingPrivilege(refused) ? before : refused;
    }
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(Wal.timeline(row.getString("timeline")), row.getLong("position"));
  }
}
