package dev.tidalctl.http;

import java.io.Serial;

/** A file or command that the connection needs is not usable; the message says which and why. */
final class UnusableSetting extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnusableSetting(String why) {
    super(why);
  }

  UnusableSetting(String why, Throwable cause) {
    super(why, cause);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
