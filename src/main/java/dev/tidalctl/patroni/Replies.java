package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.util.Optional;
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

  static <T> Reply<T> refused(Refusal.Code code, String detail) {
    return new Reply.Refused<>(Refusal.of(code, detail));
  }

  /** What is wrong with a reply, empty when it is good. */
  static Optional<String> why(Reply<?> reply) {
    return switch (reply) {
      case Reply.Ok<?> ok -> Optional.empty();
      case Reply.Refused<?>(var refusal) -> Optional.of(refusal.detail());
      case Reply.Unreachable<?>(String why) -> Optional.of(why);
      case Reply.Unknown<?>(String why) -> Optional.of(why);
    };
  }
}
