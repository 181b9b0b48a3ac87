package dev.tidalctl.core.model;

import java.util.function.Function;

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

  /** The same reply, carrying what {@code made} makes of its value when it went well. */
  default <U> Reply<U> map(Function<T, U> made) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(made.apply(value));
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
      case Unreachable<T>(String why) -> new Unreachable<>(why);
      case Unknown<T>(String why) -> new Unknown<>(why);
    };
  }

  /** Whether somebody answered, with a yes or a no. */
  default boolean answered() {
    return this instanceof Ok<T> || this instanceof Refused<T>;
  }
}
