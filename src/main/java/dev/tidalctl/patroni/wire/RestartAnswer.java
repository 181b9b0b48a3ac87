package dev.tidalctl.patroni.wire;

/** What {@code POST /restart} answered. Every {@code words} are Patroni's own. */
public sealed interface RestartAnswer {
  /** PostgreSQL was restarted. */
  record Restarted() implements RestartAnswer {}

  /** Patroni declined, or is busy with something else: it was not restarted for this. */
  record Declined(String words) implements RestartAnswer {}

  /** Nobody can say: look at when PostgreSQL started. */
  record Unclear(String words) implements RestartAnswer {}

  /**
   * Reads an answer: 200 is done; 4xx and 503 are declined, except that a restart which failed, or
   * which Patroni stopped waiting for, may have got as far as the stop.
   *
   * @param status the HTTP status
   * @param text the body
   */
  static RestartAnswer of(int status, String text) {
    String words = "HTTP " + status + (text.isBlank() ? "" : ", " + text.strip());
    if (status == 200) {
      return new Restarted();
    }
    boolean maybe = (status != 503 && status / 100 != 4) || text.contains("restart failed");
    return maybe ? new Unclear(words) : new Declined(words);
  }
}
