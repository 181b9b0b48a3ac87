package dev.tidalctl.tidal;

import dev.tidalctl.core.model.Reply;
import java.util.function.Function;

/** Strings requests together: the second is only sent when the first was answered well. */
final class Replies {
  private Replies() {}

  /** What {@code next} makes of a good reply; any other stays what it is. */
  static <A, B> Reply<B> then(Reply<A> first, Function<A, Reply<B>> next) {
    return switch (first) {
      case Reply.Ok<A>(A value) -> next.apply(value);
      case Reply.Refused<A>(var refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<A>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<A>(String why) -> new Reply.Unknown<>(why);
    };
  }
}
