package dev.tidalctl.sandbox.stage;

/**
 * Something about the rehearsal cluster did not work; says what, why, what is true now, and what
 * next.
 */
public final class SandboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What sort of failure it is. */
  public enum Kind {
    /** What was asked for makes no sense here. */
    MISUSE,
    /** Not now; nothing was changed. */
    REFUSED,
    /** It was begun and did not work. */
    FAILED,
    /** Who is needed for it does not run; nothing was changed. */
    UNREACHABLE,
    /** Whether it worked is not known. */
    UNKNOWN
  }

  private final Kind kind;
  private final String what;
  private final String why;
  private final String now;
  private final String next;

  /**
   * A failure in words.
   *
   * @param kind what sort of failure
   * @param what what did not work
   * @param why the reason
   * @param now what is true now
   * @param next what to do next
   */
  public SandboxException(Kind kind, String what, String why, String now, String next) {
    super(what + ": " + why + "; " + now + "; " + next);
    this.kind = kind;
    this.what = what;
    this.why = why;
    this.now = now;
    this.next = next;
  }

  /** What sort of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** What did not work. */
  public String what() {
    return what;
  }

  /** The reason. */
  public String why() {
    return why;
  }

  /** What is true now. */
  public String now() {
    return now;
  }

  /** What to do next. */
  public String next() {
    return next;
  }
}
