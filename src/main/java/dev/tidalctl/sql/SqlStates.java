package dev.tidalctl.sql;

import java.sql.SQLException;

/** The error codes of PostgreSQL that matter here; its words differ between languages. */
final class SqlStates {
  private static final String NO_PRIVILEGE = "42501";
  private static final String NO_FUNCTION = "42883";
  private static final String NO_COLUMN = "42703";
  private static final String NO_SETTING = "42704";
  private static final String NOT_BUILT_IN = "0A000";
  private static final String CANCELLED = "57014";

  private SqlStates() {}

  /** Whether the server did not take the user or the password. */
  static boolean isDeclinedLogin(SQLException failure) {
    return of(failure).startsWith("28");
  }

  /** Whether the user may not do what was asked. */
  static boolean isMissingPrivilege(SQLException failure) {
    return of(failure).equals(NO_PRIVILEGE);
  }

  /** Whether this version of PostgreSQL has no such thing. */
  static boolean isMissingFeature(SQLException failure) {
    return switch (of(failure)) {
      case NO_FUNCTION, NO_COLUMN, NO_SETTING, NOT_BUILT_IN -> true;
      default -> false;
    };
  }

  /** Whether the server gave up at a limit of the session's. */
  static boolean isOutOfTime(SQLException failure) {
    return of(failure).equals(CANCELLED);
  }

  /** Whether the connection is gone, or never was: class 08, and the server's shutting down. */
  static boolean isConnection(SQLException failure) {
    return of(failure).startsWith("08") || of(failure).startsWith("57P");
  }

  /** What a lack of privilege looks like where PostgreSQL hides instead of refusing. */
  static SQLException missingPrivilege(String words) {
    return new SQLException(words, NO_PRIVILEGE);
  }

  private static String of(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }
}
