package dev.tidalctl.tls;

import java.io.Serial;

/** A file that TLS needs is not usable; the message says which and why. */
public final class UnusableTls extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnusableTls(String why) {
    super(why);
  }

  UnusableTls(String why, Throwable cause) {
    super(why, cause);
  }

  /** Fit for an operator. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
