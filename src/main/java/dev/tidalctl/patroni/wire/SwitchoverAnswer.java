package dev.tidalctl.patroni.wire;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code POST /switchover} answered. Every {@code words} are Patroni's own. */
public sealed interface SwitchoverAnswer {
  /**
   * Leadership moved, which does not mean that the new leader takes writes yet.
   *
   * @param to who leads now; not always the one asked for
   * @param words as they came
   */
  record Moved(String to, String words) implements SwitchoverAnswer {}

  /** Patroni declined: nothing happens. */
  record Declined(String words) implements SwitchoverAnswer {}

  /** Nobody can say: look who leads. */
  record Unclear(String words) implements SwitchoverAnswer {}

  /**
   * Reads an answer.
   *
   * <ol>
   *   <li>200 {@code Successfully switched over to "n2"}, or {@code Switched over to "n2" instead
   *       of "n3"}: moved, to the one named first.
   *   <li>202: scheduled, which nobody asked for: unclear.
   *   <li>503 {@code Switchover status unknown}, after Patroni's own wait: unclear. 503 {@code
   *       Switchover failed}: Patroni gave up waiting, and may be about to do it: unclear.
   *   <li>400, 401, 403, 404, 409, 412 and any other 503: declined.
   * </ol>
   *
   * @param status the HTTP status
   * @param text the body
   */
  static SwitchoverAnswer of(int status, String text) {
    String words = "HTTP " + status + (text.isBlank() ? "" : ", " + text.strip());
    return switch (status) {
      case 200 -> moved(text, words);
      case 400, 401, 403, 404, 409, 412 -> new Declined(words);
      case 503 ->
          text.toLowerCase(Locale.ROOT).matches(".*(status unknown|switchover failed).*")
              ? new Unclear(words)
              : new Declined(words);
      default -> new Unclear(words);
    };
  }

  private static SwitchoverAnswer moved(String text, String words) {
    Matcher named = Pattern.compile("over to \"([^\"]+)\"").matcher(text);
    return named.find() ? new Moved(named.group(1), words) : new Unclear(words);
  }
}
