package dev.tidalctl.http;

/** What came of a GET of which only the status counts. */
public sealed interface PageAnswer {
  /**
   * An answer came.
   *
   * @param code its HTTP status
   */
  record Status(int code) implements PageAnswer {}

  /**
   * None came in time, or it broke off.
   *
   * @param why which server, and what happened
   */
  record None(String why) implements PageAnswer {}
}
