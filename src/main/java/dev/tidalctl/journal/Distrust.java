package dev.tidalctl.journal;

import java.io.Serial;

/** A journal that must not be believed. */
final class Distrust extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * What is wrong.
   *
   * @param why what, and where in the file
   * @param remedy the way out
   */
  Distrust(String why, String remedy) {
    super(why);
    this.remedy = remedy;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
