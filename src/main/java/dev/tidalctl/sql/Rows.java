package dev.tidalctl.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads what a query answers. */
final class Rows {
  private Rows() {}

  /** All rows, in the server's order. */
  static <T> List<T> all(Connection connection, String query, Reading<T> reading)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<T> found = new ArrayList<>();
      while (row.next()) {
        found.add(reading.of(row));
      }
      return found;
    }
  }

  /** The only row of a query that always has one. */
  static <T> T one(Connection connection, String query, Reading<T> reading) throws SQLException {
    List<T> rows = all(connection, query, reading);
    if (rows.size() != 1) {
      throw new SQLException("not one row, but " + rows.size());
    }
    return rows.getFirst();
  }

  /** A column that may be null. */
  static OptionalLong number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /**
   * Makes something of one row.
   *
   * @param <T> what
   */
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }
}
