package dev.tidalctl.sandbox.load;

/** An answer that a client would call a failure. */
final class Unacceptable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Unacceptable(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong with it, for a reader. */
  String reason() {
    return reason;
  }
}
