package dev.tidalctl.journal;

import java.io.Serial;

/** A value that this version of the program can't read: what it is, and where it stood. */
final class UnknownKind extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnknownKind(String what) {
    super(what);
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
