package dev.tidalctl.upgrade.supervisor;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * How a command ended, as its supervisor saw it.
 *
 * @param kind the way
 * @param status its exit status, 128 and the signal's number when it was killed; 0 unless it exited
 * @param why what the system said; empty unless it was not started
 * @param nanos from its start to its exit, by the supervisor's monotonic clock
 */
public record End(Kind kind, int status, String why, long nanos) {
  private static final String KIND = "tidalctl upgrade end 1";

  /** The ways a command ends. */
  public enum Kind {
    /** By itself, or by a signal that was not ours. */
    EXITED,
    /** By us, past its limit. */
    TIMED_OUT,
    /** It never began. */
    NOT_STARTED
  }

  /** As it stands in the file and goes to tidalctl. */
  public String text() {
    return Fields.text(
        KIND,
        "kind",
        kind.name(),
        "status",
        Integer.toString(status),
        "why",
        why,
        "nanos",
        Long.toString(nanos));
  }

  /**
   * Reads one from lines that go on after it.
   *
   * @throws IOException when it is not whole
   */
  public static End read(BufferedReader lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      text.append(line).append('\n');
      if (line.equals(Fields.LAST)) {
        break;
      }
    }
    return of(text.toString());
  }

  static End of(String text) throws IOException {
    Fields fields = Fields.of(KIND, text);
    try {
      return new End(
          Kind.valueOf(fields.value("kind")),
          Math.toIntExact(fields.number("status")),
          fields.value("why"),
          fields.number("nanos"));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("it names an end that is not known", e);
    }
  }
}
