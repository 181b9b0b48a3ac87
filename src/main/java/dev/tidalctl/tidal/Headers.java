package dev.tidalctl.tidal;

/** The headers that a change carries. */
final class Headers {
  static final String FENCING_TOKEN = "Tidal-Fencing-Token";
  static final String IF_MATCH = "If-Match";

  private Headers() {}

  static String token(long token) {
    return Long.toString(token);
  }

  static String revision(long revision) {
    return "\"" + revision + "\"";
  }
}
