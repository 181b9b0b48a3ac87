package dev.tidalctl.secret;

import java.io.Serial;

/** A secret can't be read, or not be used; the message says whence and why, never what it holds. */
public final class UnusableSecret extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnusableSecret(String why) {
    super(why);
  }

  UnusableSecret(String why, Throwable cause) {
    super(why, cause);
  }

  /** Fit for an operator. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
