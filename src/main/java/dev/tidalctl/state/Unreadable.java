package dev.tidalctl.state;

import java.io.Serial;

/** What is kept can't be understood: by a newer program, or by somebody's hand. */
final class Unreadable extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  Unreadable(String key, String what) {
    super(
        "the shared state holds under "
            + key
            + " "
            + what
            + ": use the version of tidalctl that wrote it, or remove that key when no run is"
            + " under way");
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
