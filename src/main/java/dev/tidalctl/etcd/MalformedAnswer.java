package dev.tidalctl.etcd;

import java.io.Serial;

/** An answer that is not etcd's: what it says of a write is not to be believed. */
final class MalformedAnswer extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  MalformedAnswer(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
