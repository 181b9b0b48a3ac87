package dev.tidalctl.core.model;

/**
 * What came of a request to another process.
 *
 * @param <T> what it carries when it went well
 */
public sealed interface Reply<T> {
  /**
   * It was done.
   *
   * @param value the answer
   */
  record Ok<T>(T value) implements Reply<T> {}

  /**
   * It was declined, and changed nothing.
   *
   * @param refusal why
   */
  record Refused<T>(Refusal refusal) implements Reply<T> {}

  /**
   * It was certainly not sent.
   *
   * @param why whom we could not reach, and why
   */
  record Unreachable<T>(String why) implements Reply<T> {}

  /**
   * It may or may not have been done: look, never blindly repeat.
   *
   * @param why what was lost
   */
  record Unknown<T>(String why) implements Reply<T> {}

  /** Whether somebody answered, with a yes or a no. */
  default boolean answered() {
    return this instanceof Ok<T> || this instanceof Refused<T>;
  }
}
