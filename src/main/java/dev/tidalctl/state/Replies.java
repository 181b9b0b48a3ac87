package dev.tidalctl.state;

import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.util.function.Function;

/** One reply made of another. */
final class Replies {
  private Replies() {}

  /** What follows from a reply that went well; any other stays what it is. */
  static <A, B> Reply<B> then(Reply<A> reply, Function<A, Reply<B>> next) {
    return switch (reply) {
      case Reply.Ok<A>(A value) -> next.apply(value);
      case Reply.Refused<A>(Refusal refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<A>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<A>(String why) -> new Reply.Unknown<>(why);
    };
  }

  static <A> Reply<A> refused(Refusal.Code code, String detail) {
    return new Reply.Refused<>(Refusal.of(code, detail));
  }

  static <A> Reply<A> stale(long token) {
    return refused(Refusal.Code.STALE_TOKEN, "token " + token + " holds no live lease");
  }

  /** Others changed what was read, again and again. */
  static <A> Reply<A> crowded() {
    return new Reply.Unreachable<>(
        "the shared state was changed by others each time, between reading and writing it");
  }
}
