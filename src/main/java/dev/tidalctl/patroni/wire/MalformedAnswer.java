package dev.tidalctl.patroni.wire;

import java.io.Serial;

/** A body lacks a member that is needed, or has one of another type than Patroni gives it. */
final class MalformedAnswer extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  MalformedAnswer(String where, String what) {
    super(where + " " + what);
  }

  /** Which member, and what is wrong with it. */
  String why() {
    return String.valueOf(getMessage());
  }
}
