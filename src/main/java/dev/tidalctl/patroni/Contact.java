package dev.tidalctl.patroni;

/**
 * How it went to reach for one thing that the cluster file names.
 *
 * @param verdict whether that is well
 * @param what it is
 * @param detail what it said, or why it did not
 * @param remedy what to do about it; empty when all is well
 */
public record Contact(Verdict verdict, String what, String detail, String remedy) {
  /** The three ways. */
  public enum Verdict {
    /** It answered as it should. */
    GOOD,
    /** It is worth knowing. */
    DOUBTFUL,
    /** It does not do for a roll. */
    BAD
  }

  static Contact good(String what, String detail) {
    return new Contact(Verdict.GOOD, what, detail, "");
  }

  static Contact doubtful(String what, String detail, String remedy) {
    return new Contact(Verdict.DOUBTFUL, what, detail, remedy);
  }

  static Contact bad(String what, String detail, String remedy) {
    return new Contact(Verdict.BAD, what, detail, remedy);
  }
}
